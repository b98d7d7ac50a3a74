import { type Condition, Dimension, type Value, type Where } from "@throughline/core"
import type { ColumnType } from "../columns/Column.ts"
import { fieldsOf } from "../columns/fieldsOf.ts"
import type { UncheckedQuery } from "../query/CheckedQuery.ts"
import { hostileTexts, instants } from "./pools.ts"
import { settings } from "./queries.ts"

const units = ["day", "week", "month", "quarter", "year"] as const

/** Every form of a dimension of a field, the same field under several names and coarsened. */
const formsOf = (field: string, type: ColumnType): ReadonlyArray<Dimension.Dimension> => {
  if (type === "integer") return [Dimension.field(field), Dimension.bin(field, 7), Dimension.bucket(field, 0.05)]
  if (type !== "instant") return [Dimension.field(field)]
  const periods = units.map((unit) => Dimension.period(field, unit, "America/New_York"))
  return [Dimension.field(field), Dimension.bin(field, 3_600_000), Dimension.bucket(field, 0.05), ...periods]
}

/** Names that hold what ends a name in some language, or is none in another; no two of them are one. */
const hostileNames = hostileTexts.filter((name) => name !== "")

/** All forms of a source's first field of each type, three at a time, each under a hostile name. */
const triples = (fields: ReadonlyMap<string, ColumnType>): ReadonlyArray<ReadonlyArray<Dimension.Dimension>> => {
  const firsts = [...new Map([...fields].reverse().map(([field, type]) => [type, field]))]
  const forms = firsts.flatMap(([type, field]) => formsOf(field, type))
  return Array.from({ length: Math.ceil(forms.length / 3) }, (_, i) =>
    forms
      .slice(3 * i, 3 * i + 3)
      .map((form, place) => ({ ...form, name: hostileNames[(3 * i + place) % hostileNames.length] ?? "d" }))
  )
}

const some: { readonly [Type in ColumnType]: readonly [Value, Value] } = {
  text: ["ada", "x".repeat(10_000)],
  integer: [3, 7],
  real: [0.1, 1e300],
  instant: [instants[1]?.getTime() ?? 0, instants[3]?.getTime() ?? 0],
  boolean: [true, false]
}

/** Each operator that a filter has, on a field. */
const operators = (type: ColumnType): ReadonlyArray<Condition> => {
  const [low, high] = some[type]
  const [from, to] = [Number(low) || 2, Number(high) || 40]
  return [low, null, [low, high, null], [...hostileTexts, low], { from }, { to }, { from, to }]
}

/** Whether the operator at a place is a range. */
const isRange = (place: number): boolean => place > 3

/** Queries of a source in which each form of a dimension meets each operator of a filter, on fields that take turns. */
export const everyPair = (source: string): ReadonlyArray<UncheckedQuery> => {
  const fields = fieldsOf(source) ?? new Map<string, ColumnType>()
  const all = [...fields]
  const ordered = all.filter(([, type]) => type === "integer" || type === "instant")
  return triples(fields).flatMap((by, t) =>
    operators("text").map((_, o): UncheckedQuery => {
      const asked = isRange(o) && ordered.length > 0 ? ordered : all
      const [field = "", type = "text"] = asked[(7 * t + o) % asked.length] ?? []
      const condition = operators(type)[o]
      const where: Where = condition === undefined ? {} : { [field]: condition }
      return { source, by, where, ...settings }
    })
  )
}
