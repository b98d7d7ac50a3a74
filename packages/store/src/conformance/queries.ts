import { type Condition, Dimension, Period, recordKinds, type ScaleId, type Value, type Where } from "@throughline/core"
import * as fc from "fast-check"
import type { ColumnType } from "../columns/Column.ts"
import { columnsOf } from "../columns/columnsOf.ts"
import { fieldsOf } from "../columns/fieldsOf.ts"
import type { UncheckedQuery } from "../query/CheckedQuery.ts"
import type { Settings } from "../query/Settings.ts"
import { derivedSources } from "../rollup/kindsOf.ts"
import { hostileTexts, instants, timeZones } from "./pools.ts"
import { valuesOf } from "./records.ts"

/** Every source there is. */
export const sources: ReadonlyArray<string> = [...recordKinds, ...derivedSources]

const between = (unit: "day" | "week" | "month", timeZone: string, from: string, to: string) =>
  Period.between(unit, timeZone, Date.parse(from), Date.parse(to))

/** What sources are told, where it is not drawn: some records lie before the periods, and some after. */
export const settings: Settings = {
  steps: ["checkout", "Checkout"],
  along: { metric: "csat", scale: "1-5" as ScaleId },
  whole: { metric: "nps", scale: "1-5" as ScaleId },
  answers: { metric: "nps", days: 100 },
  left: { days: 30, asOf: new Date("2025-10-26T01:30:00.000Z") },
  asOf: new Date("2025-10-26T01:30:00.000Z"),
  periods: between("month", "Europe/Berlin", "2025-01-15T00:00:00Z", "2025-11-15T00:00:00Z"),
  days: between("day", "Europe/Berlin", "2025-02-15T00:00:00Z", "2025-11-30T12:00:00Z")
}

/** What sources are told where records tie: days that several of the few instants fall in. */
export const tiedSettings = (asOf: Date): Settings => ({
  asOf,
  steps: ["Checkout", "checkout"],
  along: { metric: "csat", scale: "1-5" as ScaleId },
  whole: { metric: "nps", scale: "1-5" as ScaleId },
  answers: { metric: "csat", days: 2 },
  left: { days: 1, asOf },
  periods: between("day", "UTC", "2024-12-29T12:00:00Z", "2025-01-01T12:00:00Z"),
  days: between("day", "Europe/Berlin", "2024-12-01T12:00:00Z", "2025-02-01T12:00:00Z")
})

const stages = [
  { id: "look", touchpoints: ["Checkout", "\u001fa\u001e0"] },
  { id: "'; --", touchpoints: ["d\u00e9livery"] },
  { id: "", touchpoints: ["checkout", "a\0b"] }
]

/** Funnels of one step to three, some of them met twice, with all that may limit them. */
const funnels: fc.Arbitrary<Settings> = fc
  .record({
    steps: fc.oneof(
      fc.shuffledSubarray(stages, { minLength: 1 }),
      fc.array(fc.constantFrom("checkout", "Checkout", "d\u00e9livery"), { minLength: 1, maxLength: 3 })
    ),
    unordered: fc.boolean(),
    window: fc.option(fc.constantFrom(1, 3600, 10_000_000), { nil: undefined }),
    exclude: fc.constantFrom(undefined, [], ["__proto__"])
  })
  .map(({ exclude, steps, unordered, window }) => ({
    steps,
    ...(unordered && new Set<unknown>(steps).size === steps.length ? { order: "unordered" as const } : {}),
    ...(window === undefined ? {} : { window }),
    ...(exclude === undefined ? {} : { exclude })
  }))

const afterwards = fc.constantFrom(0, 1, 60, 400)

const question = fc.record({
  metric: fc.constantFrom("nps" as const, "csat" as const),
  scale: fc.constantFrom("1-5" as ScaleId, "0-10" as ScaleId)
})

/** What is looked for after cases, and along journeys. */
const outcomes: fc.Arbitrary<Settings> = fc.record(
  {
    along: question,
    whole: question,
    answers: fc.record(
      {
        metric: fc.constantFrom("nps" as const, "csat" as const),
        component: fc.constant("emotional" as const),
        days: afterwards
      },
      { requiredKeys: ["metric", "days"] }
    ),
    left: fc.record({ days: afterwards, asOf: fc.constantFrom(...instants) })
  },
  { requiredKeys: ["along", "whole"] }
)

const drawnSettings: fc.Arbitrary<Settings> = fc
  .record({
    asOf: fc.constantFrom(...instants),
    unit: fc.constantFrom("day", "week", "month", "quarter"),
    timeZone: fc.constantFrom(...timeZones),
    ends: fc.tuple(fc.constantFrom(...instants), fc.constantFrom(...instants)),
    touchpoints: fc.option(fc.subarray(["checkout", "Checkout", "d\u00e9livery", "kiosk", "a\0b"]), { nil: undefined }),
    sessionGap: fc.option(fc.constantFrom(1, 1800, 86_400, 10_000_000), { nil: undefined }),
    funnel: funnels,
    outcome: outcomes,
    stages: fc.option(fc.subarray(stages), { nil: undefined }),
    seenLater: fc.constantFrom(0, 0, 1000, 20_000_000_000),
    leaving: fc.option(fc.constantFrom(["__proto__"], [], ["kiosk"]), { nil: undefined })
  })
  .map(
    ({
      asOf,
      ends: [a, b],
      funnel,
      leaving,
      outcome,
      seenLater,
      sessionGap,
      stages: told,
      timeZone,
      touchpoints,
      unit
    }) => {
      const [from, to] = [Math.min(a.getTime(), b.getTime()), Math.max(a.getTime(), b.getTime())]
      return {
        asOf,
        periods: Period.between(unit, timeZone, from, to),
        days: Period.between("day", timeZone, from, to),
        ...(touchpoints === undefined ? {} : { touchpoints }),
        ...(sessionGap === undefined ? {} : { sessionGap }),
        ...(told === undefined ? {} : { stages: told }),
        ...(seenLater === 0 ? {} : { seenUntil: new Date(asOf.getTime() + seenLater) }),
        ...(leaving === undefined ? {} : { leaving }),
        ...funnel,
        ...outcome
      }
    }
  )

const computed = (field: string, type: ColumnType): ReadonlyArray<Dimension.Dimension> => {
  if (type !== "integer" && type !== "instant") return []
  const width = type === "instant" ? 86_400_000 : 7
  const errors = type === "instant" ? [0.01] : [0.01, 0.2]
  return [
    Dimension.bin(field, width),
    ...errors.map((relativeError) => Dimension.bucket(field, relativeError)),
    ...(type === "instant" ? periods(field) : [])
  ]
}

const periods = (field: string): ReadonlyArray<Dimension.Dimension> =>
  timeZones.flatMap((timeZone) =>
    (["day", "week", "month", "quarter", "year"] as const).map((unit) => Dimension.period(field, unit, timeZone))
  )

/** Every dimension of every field of a source. */
const dimensionsOf = (source: string): ReadonlyArray<Dimension.Dimension> =>
  Array.from(fieldsOf(source) ?? [], ([field, type]) => [Dimension.field(field), ...computed(field, type)]).flat()

/** One query for each dimension of a source. */
export const everyDimension = (source: string): ReadonlyArray<UncheckedQuery> =>
  dimensionsOf(source).map((dimension) => ({ source, by: [dimension], ...settings }))

const [, early = new Date(0), , late = new Date(0)] = instants

/** What is there and what is not, and bounds that are no whole numbers, or none. */
const plainConditions: ReadonlyArray<Condition> = [
  null,
  [],
  [null, 3, "pro", "ada"],
  {},
  { from: 1.5 },
  { to: 3.5 },
  { from: 2, to: 4 },
  { from: early, to: late },
  { from: late.getTime() - 0.5 },
  { from: 4, to: 2 }
]

/** One query for each field of a source and each condition. */
export const everyFilter = (source: string): ReadonlyArray<UncheckedQuery> =>
  Array.from(fieldsOf(source)?.keys() ?? []).flatMap((field) =>
    plainConditions.map((condition) => ({ source, by: [], where: { [field]: condition }, ...settings }))
  )

const literalsOf = (source: string, field: string): ReadonlyArray<string> | undefined =>
  recordKinds
    .filter((kind) => kind === source)
    .flatMap((kind) => columnsOf(kind))
    .find((column) => column.name === field)?.literals

/** Values that some rows have, that none has, of another type, and none at all. */
const wanted = (source: string, field: string, type: ColumnType): fc.Arbitrary<Value> =>
  fc.oneof(
    { weight: 6, arbitrary: valuesOf(field, type, literalsOf(source, field)) },
    fc.constantFrom<Value>(null, "a\0b", "\ud800", 0.5, true, 3, "3", Number.MAX_VALUE),
    fc.constantFrom(...hostileTexts)
  )

const bound = fc.oneof(
  fc.constantFrom<Date | number>(...instants, 0, 3, 4.5, -1e300, 1e300, Number.POSITIVE_INFINITY, Number.NaN),
  fc.integer({ min: -10, max: 50 })
)

const conditions = (source: string, field: string, type: ColumnType) =>
  fc.oneof(
    wanted(source, field, type),
    fc.array(wanted(source, field, type), { maxLength: 4 }),
    fc.record({ from: bound, to: bound }, { requiredKeys: [] })
  )

const filters = (source: string): fc.Arbitrary<Where> => {
  const fields = [...(fieldsOf(source) ?? [])]
  return fc
    .subarray(fields, { maxLength: 2 })
    .chain((chosen) =>
      fc.tuple(...chosen.map(([field, type]) => conditions(source, field, type).map((each) => [field, each] as const)))
    )
    .map((entries) => Object.fromEntries(entries))
}

const names = ["d", "1", "0", "toString", "'; --", "\u{1F600}", ...hostileTexts]

/** Queries of a source: up to three dimensions, two filters, and sums. */
export const queries = (source: string): fc.Arbitrary<UncheckedQuery> => {
  const whole = [...(fieldsOf(source) ?? [])].filter(([, type]) => type === "integer").map(([field]) => field)
  const asked = fc.record({
    source: fc.constant(source),
    by: fc
      .tuple(
        fc.shuffledSubarray([...dimensionsOf(source)], { maxLength: 3 }),
        fc.shuffledSubarray(names, { minLength: 3 })
      )
      .map(([dimensions, given]) => dimensions.map((dimension, i) => ({ ...dimension, name: given[i] ?? "x" }))),
    where: filters(source),
    sums: fc.subarray(whole)
  })
  const most = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined })
  return fc.tuple(asked, drawnSettings, most).map(([query, told, groups]) => ({
    ...query,
    ...told,
    ...(groups === undefined || query.by.some(({ kind }) => kind !== "field") ? {} : { most: groups })
  }))
}
