// The guide shows the store and its test as they are.
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8")
const code = read("../SqliteStore.ts")
const guide = read("../../../docs/guides/store-adapter.md")

/** The code of a section, its blocks put together. */
const shown = (heading: string): string => {
  const [, after = ""] = guide.split(`\n## ${heading}\n`)
  const [section = ""] = after.split("\n## ")
  return Array.from(section.matchAll(/^```ts\n([\s\S]*?)^```$/gm), ([, block = ""]) => block).join("\n")
}

it("shows the whole store", () => {
  expect(shown("The code")).toBe(code)
})

it("shows how the kit is run", () => {
  expect(shown("Run the kit")).toBe(read("./conformance.test.ts"))
})

it("is under 150 lines of code", () => {
  const lines = code.split("\n").filter((line) => !/^\s*(\/\/|\/\*\*|$)/.test(line))
  expect(lines.length).toBeLessThan(150)
})
