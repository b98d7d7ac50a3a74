import { type RecordKind, recordKinds } from "@throughline/core"
import * as fc from "fast-check"
import { card, email, iban, phone } from "../../core/test/text/personalData.ts"
import type { FieldSource, Mapping, RecordRule } from "../src/index.ts"
import { type FieldType, recordFields } from "../src/mapping/RecordFields.ts"

const question: { readonly [Kind in RecordKind]?: Partial<RecordRule> } = {
  responses: { metric: "csat", scale: "1-5", direction: "lowIsGood" },
  invitations: { metric: "nps" },
  expectations: { scale: "0-10", direction: "highIsGood" },
  loopCases: { metric: "ces2" }
}

/** Texts that a field of this type takes. */
const fitting = (type: FieldType): ReadonlyArray<string> => {
  if (typeof type !== "string") return type
  if (type === "time") return ["2026-01-05T10:00:00Z"]
  if (type === "currency") return ["EUR"]
  return ["integer", "natural", "number", "score", "money"].includes(type) ? ["3"] : ["c1", "two words"]
}

/** What points to a person and no id of a source looks like: 14 digits alone may also be a number of the source's own. */
const secret = fc.oneof(
  email,
  phone,
  card.filter((number) => !/^\d{14}$/.test(number)),
  iban
)

/** A field that takes numbers takes those that point to somebody too: they are no amount that anyone exports. */
const isNumeric = (type: FieldType): boolean =>
  typeof type === "string" && ["integer", "natural", "number", "money"].includes(type)

interface Cell {
  readonly text: string
  readonly secrets: ReadonlyArray<string>
}

const told = fc
  .tuple(fc.constantFrom("", "call me: ", "I am "), secret, fc.constantFrom("", ", thanks"))
  .map(([before, found, after]): Cell => ({ text: `${before}${found}${after}`, secrets: [found] }))
const alone = secret.map((found): Cell => ({ text: found, secrets: [found] }))

const cellOf = (type: FieldType): fc.Arbitrary<Cell> => {
  const usual = fc.constantFrom(...fitting(type)).map((text): Cell => ({ text, secrets: [] }))
  const hostile = isNumeric(type) ? email.map((found): Cell => ({ text: found, secrets: [found] })) : alone
  const isText = type === "text" || type === "name"
  return fc.oneof({ weight: 2, arbitrary: usual }, { weight: 1, arbitrary: isText ? told : hostile })
}

/** A source with everything that it holds of persons. */
export interface PersonalSource {
  readonly mapping: Mapping
  readonly name: string
  readonly text: string
  readonly secrets: ReadonlyArray<string>
}

const fieldsOf = (kind: RecordKind): ReadonlyArray<readonly [string, FieldType]> => {
  const asked = kind === "loopCases" ? [] : Object.keys(question[kind] ?? {})
  return Object.entries(recordFields[kind]).flatMap(([name, { type }]) =>
    asked.includes(name) ? [] : [[name, type] as const]
  )
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

const textOf = (format: "csv" | "ndjson", names: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<Cell>>) => {
  const lines = rows.map((row) =>
    format === "csv"
      ? row.map(({ text }) => quoted(text)).join(",")
      : JSON.stringify(Object.fromEntries(row.map(({ text }, i) => [names[i], text])))
  )
  return `${[...(format === "csv" ? [names.join(",")] : []), ...lines].join("\n")}\n`
}

/** Any kind of record from any columns, some of which hold what points to a person. */
export const personalSource: fc.Arbitrary<PersonalSource> = fc
  .tuple(fc.constantFrom(...recordKinds), fc.constantFrom("csv" as const, "ndjson" as const), fc.boolean())
  .chain(([kind, format, named]) => {
    const fields = fieldsOf(kind)
    const names = ["id", ...fields.map(([name]) => name), "unused"]
    const cells = [cellOf("id"), ...fields.map(([, type]) => cellOf(type)), told]
    const sources: Record<string, FieldSource> = Object.fromEntries(
      fields.map(([name]) => [name, name.endsWith("Minor") ? { column: name, unit: "major" } : name])
    )
    const withId = named || kind === "customers" ? { id: "id" } : {}
    const mapping: Mapping = { source: "s", format, records: [{ kind, ...withId, ...question[kind], fields: sources }] }
    return fc.array(fc.tuple(...cells), { minLength: 1, maxLength: 4 }).map((rows) => ({
      mapping,
      name: `s.${format}`,
      text: textOf(format, names, rows),
      secrets: rows.flat().flatMap(({ secrets }) => secrets)
    }))
  })
