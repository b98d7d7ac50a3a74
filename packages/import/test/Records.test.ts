import { assert, describe, it } from "@effect/vitest"
import { type RecordKind, Records, recordKinds } from "@throughline/core"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { checkMapping, type Mapping, type RecordRule } from "../src/index.ts"
import { recordFields } from "../src/mapping/RecordFields.ts"
import { CellsRow } from "../src/rows/Row.ts"
import { compileMapping, type RowReader } from "../src/rows/RowReader.ts"

const texts = [
  "",
  "c1",
  "x".repeat(300),
  "0",
  "3",
  "-3",
  "6.5",
  "11",
  "1e9",
  "12,50",
  "EUR",
  "euro",
  "2026-01-05",
  "2026-03-29 02:30",
  "2020-01-05T10:00:00Z",
  "nps",
  "email",
  "functional",
  "human",
  "completed",
  "too_expensive",
  "new",
  "open",
  "recovered",
  "identified",
  "same",
  "urgent",
  "good",
  "yes",
  "  padded ",
  "ünï🎉"
]

const question: { readonly [Kind in RecordKind]?: Partial<RecordRule> } = {
  responses: { metric: "csat", scale: "1-5", direction: "lowIsGood" },
  invitations: { metric: "nps" },
  expectations: { scale: "0-10", direction: "highIsGood" },
  loopCases: { metric: "ces2" }
}

/** Every field of the kind from a column of its own. */
const mappingOf = (kind: RecordKind): Mapping => {
  const told: ReadonlyArray<string> = Object.keys(question[kind] ?? {})
  const names = Object.keys(recordFields[kind]).filter((name) => !told.includes(name) || kind === "loopCases")
  const fields = Object.fromEntries(
    names.map((name) => [name, name.endsWith("Minor") ? { column: name, unit: "major" as const } : name])
  )
  return {
    source: "s",
    format: "csv",
    time: { format: "iso", timeZone: "Europe/Berlin" },
    records: [{ kind, id: "id", ...question[kind], fields }]
  }
}

const readerOf = (mapping: Mapping, columns: ReadonlyArray<string>): RowReader => {
  const compiled = compileMapping(mapping, (name) => columns.indexOf(name))
  return "reader" in compiled ? compiled.reader : assert.fail(JSON.stringify(compiled.issues))
}

describe("every record that is given out", { timeout: 60_000 }, () => {
  for (const kind of recordKinds) {
    it(`is valid: ${kind}`, () => {
      const mapping = mappingOf(kind)
      assert.deepStrictEqual(checkMapping(mapping), [])
      const columns = ["id", ...Object.keys(mapping.records[0].fields)]
      const isValid = Schema.is(Records[kind] as Schema.Codec<unknown>)
      const fits = kind === "identities" ? { ...fitting, kind: "identified", same: "c2" } : fitting
      const practised = readerOf(mapping, columns)
      let [given, read] = [0, 0]
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom(...texts), { minLength: columns.length, maxLength: columns.length }),
          fc.nat(9),
          (cells, likely) => {
            read += 1
            const [, ...row] = cells.map((cell, i) => (likely > 1 ? (fits[columns[i] ?? ""] ?? cell) : cell))
            const rows = [new CellsRow([String(read), ...row])]
            const { flaws, outcome, records } = readerOf(mapping, columns).read(rows, 2, "f.csv:2")
            const again = practised.read(rows, 2, "f.csv:2")
            assert.deepStrictEqual([again.outcome, again.flaws], [outcome, flaws])
            assert.deepStrictEqual(
              again.records.map(({ record }) => record),
              records.map(({ record }) => record)
            )
            assert.strictEqual(records.length > 0, outcome === "imported")
            for (const { record } of records) {
              given += 1
              assert.isTrue(isValid(record), JSON.stringify(record))
            }
          }
        ),
        { numRuns: 600, seed: 11 }
      )
      assert.isAbove(given, 20)
    })
  }
})

/** What makes most rows good enough to become a record. */
const fitting: Readonly<Record<string, string>> = {
  id: "1",
  customer: "c1",
  at: "2020-01-05T10:00:00Z",
  touchpoint: "shop",
  startedAt: "2026-01-05",
  score: "3",
  kind: "churn",
  currency: "EUR",
  amountMinor: "12.50",
  status: "open",
  title: "faster",
  name: "faster",
  response: "R1",
  request: "R1",
  duplicateOf: "",
  metric: "nps",
  component: "",
  firstReplyAt: "",
  resolvedAt: "",
  contactedAt: "",
  closedAt: ""
}
