import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { stripTypeScriptTypes } from "node:module"
import { fileURLToPath } from "node:url"
import { assert, describe, expect, it } from "vitest"
import { toTestBody } from "../doctest.ts"
import { type Example, examplesIn, markdownFiles, read, root } from "./markdown.ts"

const examples = markdownFiles
  .filter((file) => /^(README\.md|docs\/.*|packages\/[^/]+\/README\.md)$/.test(file))
  .flatMap((file) => examplesIn(file, read(file)))

const AsyncFunction: new (...code: ReadonlyArray<string>) => (...values: ReadonlyArray<unknown>) => Promise<unknown> =
  Object.getPrototypeOf(async () => undefined).constructor

/** What an example may import. */
const modules = new Map<string, () => Promise<unknown>>([
  ["effect", () => import("effect")],
  ["effect/http", () => import("effect/http")],
  ["@throughline/core", () => import("@throughline/core")],
  ["@throughline/event-log", () => import("@throughline/event-log")],
  ["@throughline/import", () => import("@throughline/import")],
  ["@throughline/import/format", () => import("@throughline/import/format")],
  ["@throughline/import-github", () => import("@throughline/import-github")],
  ["@throughline/import-delighted", () => import("@throughline/import-delighted")],
  ["@throughline/import-intercom", () => import("@throughline/import-intercom")],
  ["@throughline/import-hubspot", () => import("@throughline/import-hubspot")],
  ["@throughline/import-canny", () => import("@throughline/import-canny")],
  ["@throughline/import-fider", () => import("@throughline/import-fider")],
  ["@throughline/import-posthog", () => import("@throughline/import-posthog")],
  ["@throughline/import-qualtrics", () => import("@throughline/import-qualtrics")],
  ["@throughline/import-segment", () => import("@throughline/import-segment")],
  ["@throughline/import-stripe", () => import("@throughline/import-stripe")],
  ["@throughline/import-recurly", () => import("@throughline/import-recurly")],
  ["@throughline/import-chargebee", () => import("@throughline/import-chargebee")],
  ["@throughline/import-surveymonkey", () => import("@throughline/import-surveymonkey")],
  ["@throughline/import-typeform", () => import("@throughline/import-typeform")],
  ["@throughline/import-zendesk", () => import("@throughline/import-zendesk")],
  ["@throughline/render", () => import("@throughline/render")],
  ["@throughline/store", () => import("@throughline/store")],
  ["@throughline/store-duckdb", () => import("@throughline/store-duckdb")],
  ["@throughline/text", () => import("@throughline/text")],
  ["@throughline/embed-openai", () => import("@throughline/embed-openai")],
  ["@throughline/embed-transformers", () => import("@throughline/embed-transformers")],
  ["@throughline/sentiment-lexicon", () => import("@throughline/sentiment-lexicon")],
  ["@throughline/topic-workers", () => import("@throughline/topic-workers")],
  ["@throughline/store-postgres", () => import("@throughline/store-postgres")],
  ["@throughline/store-clickhouse", () => import("@throughline/store-clickhouse")]
])

const load = (name: string): Promise<unknown> => {
  const module = modules.get(name)
  if (module === undefined) throw new Error(`Examples do not import "${name}"`)
  return module()
}

/** Run an example and check each line `expression // => value`. */
const run = (code: string): Promise<unknown> => {
  const body = toTestBody(stripTypeScriptTypes(code)).replaceAll("await import(", "await load(")
  return new AsyncFunction("assert", "load", body)(assert, load)
}

const outs = fileURLToPath(new URL("../out/", import.meta.url))

/** What the compiler says of all examples together; nothing when their types are right. */
const typeErrors = (all: ReadonlyArray<Example>): string => {
  mkdirSync(outs, { recursive: true })
  const out = `${mkdtempSync(outs)}/`
  for (const { code, file, line } of all) writeFileSync(`${out}${file.replaceAll(/\W/g, "-")}-${line}.ts`, code)
  const emitNothing = { composite: false, declarationMap: false, emitDeclarationOnly: false, noEmit: true }
  const compilerOptions = { ...emitNothing, noUnusedLocals: false }
  const config = { extends: "../../../tsconfig.base.json", compilerOptions, include: ["*.ts"] }
  writeFileSync(`${out}tsconfig.json`, JSON.stringify(config))
  const { stdout } = spawnSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", out])
  rmSync(out, { recursive: true })
  return stdout.toString()
}

describe("the examples", () => {
  it.each(examples.map(({ code, file, line }) => [`${file}:${line}`, code] as const))("%s", async (_, code) => {
    await run(code)
  })

  it("have the right types", { timeout: 60_000 }, () => {
    expect(typeErrors(examples)).toBe("")
  })

  const scale = 'import { Scale } from "@throughline/core"\n\n'

  it("fail when a value is another", async () => {
    await run(`${scale}Scale.parse("0-10") // => { id: "0-10", minimum: 0, maximum: 10 }`)
    await expect(run(`${scale}Scale.parse("0-10") // => undefined`)).rejects.toThrow()
  })

  it("fail when a type is another", { timeout: 60_000 }, () => {
    expect(typeErrors([{ file: "a.md", line: 1, code: `${scale}Scale.parse(10)` }])).toContain("a-md-1.ts(3,13)")
  })
})
