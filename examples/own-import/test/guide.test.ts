// The guide shows the importer as it is.
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8")
const code = read("../SmileyTerminals.ts")

it("shows the whole importer", () => {
  expect(read("../../../docs/guides/import-adapter.md")).toContain(`\`\`\`ts\n${code}\`\`\``)
})

it("is under 100 lines", () => {
  expect(code.split("\n").length).toBeLessThan(100)
})
