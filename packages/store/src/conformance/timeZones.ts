import { assert, it } from "@effect/vitest"
import { CustomerId, Dimension, RecordId, Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import type { UncheckedQuery } from "../query/CheckedQuery.ts"
import { ask, expected, readAll, writeAll } from "./expected.ts"
import type { EmptyStore } from "./forAll.ts"
import { instants, timeZones } from "./pools.ts"
import { type Dataset, none } from "./records.ts"
import { visit } from "./samples.ts"

/** Where processes run: far east and west of the zones that are asked for, and in one of them. */
const places = ["UTC", "Pacific/Apia", "America/St_Johns", "Australia/Lord_Howe"]

const evidence = { source: "test", kind: "objective" } as const

const data: Dataset = {
  ...none,
  interactions: instants.map((at, i) => ({ ...visit(String(i)), at })),
  subscriptions: instants.map((startedAt, i) => ({
    id: RecordId.make(String(i)),
    customer: CustomerId.make(`c${i}`),
    startedAt,
    evidence
  }))
}

const last = new Date("2026-01-01T00:00:00.000Z")

const queries: ReadonlyArray<UncheckedQuery> = [
  ...timeZones.map((timeZone) => ({ source: "interactions", by: [Dimension.period("at", "day", timeZone)] })),
  {
    source: "interactions",
    by: ["id", Dimension.bin("at", 86_400_000)],
    where: { at: { from: new Date(Date.UTC(2024, 11, 30)), to: last } }
  },
  { source: "lifetimes", by: ["startedAt", "days"], asOf: last }
]

/** Run as a process in a time zone would; what was set before is set again. */
const inZone = <A, E, R>(timeZone: string, program: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.acquireUseRelease(
    Effect.sync(() => {
      const before = process.env.TZ
      process.env.TZ = timeZone
      return before
    }),
    () => program,
    (before) =>
      Effect.sync(() => {
        if (before === undefined) delete process.env.TZ
        else process.env.TZ = before
      })
  )

const answers = Effect.gen(function* () {
  const counted = yield* Effect.forEach(queries, (query) => Effect.map(ask(query), Tally.encode))
  assert.deepStrictEqual(
    counted,
    queries.map((query) => Tally.encode(expected(data, query)))
  )
  const read = yield* readAll("interactions")
  return [...counted, ...read.map(({ at }) => at.toISOString())]
})

/** Records written in one time zone and read in others. */
export const inTimeZones = (layer: EmptyStore) =>
  it.effect(
    "what is stored and counted does not depend on the time zone of the process",
    () =>
      Effect.gen(function* () {
        yield* inZone("America/Sao_Paulo", writeAll(data, ["interactions", "subscriptions"]))
        const [first, ...others] = yield* Effect.forEach(places, (place) => inZone(place, answers))
        for (const other of others) assert.deepStrictEqual(other, first)
      }).pipe(Effect.provide(layer)),
    120_000
  )
