import { Dimension, Period, type Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { expectTypeOf, test } from "vitest"

test("a query is checked against its source by the compiler", () => {
  const queries = Effect.gen(function* () {
    const store = yield* Store
    const scores = yield* store.tally({ source: "responses", by: ["score", Dimension.period("at", "month", "UTC")] })
    expectTypeOf(scores).toEqualTypeOf<Tally.Tally<"score" | "month">>()
    const named = Dimension.named(Dimension.bin("days", 30), "age")
    const ages = yield* store.tally({
      source: "lifetimes",
      asOf: new Date(0),
      by: [named, "outcome"],
      where: { plan: "pro" }
    })
    expectTypeOf(ages).toEqualTypeOf<Tally.Tally<"age" | "outcome">>()
    yield* store.tally({ source: "movements", by: [], sums: ["amountMinor"] })
    // @ts-expect-error lifetimes need a day
    yield* store.tally({ source: "lifetimes", by: ["outcome"] })
    // @ts-expect-error so do waits
    yield* store.tally({ source: "waits", by: ["reply"] })
    const periods = Period.between("month", "UTC", 0, 1)
    const retained = yield* store.tally({ source: "retention", periods, touchpoints: ["checkout"], by: ["age"] })
    expectTypeOf(retained).toEqualTypeOf<Tally.Tally<"age">>()
    yield* store.tally({ source: "activity", periods, days: periods, by: ["state", "days"] })
    yield* store.tally({ source: "repeats", asOf: new Date(0), touchpoints: ["checkout"], by: ["days", "outcome"] })
    // @ts-expect-error repeats need a day
    yield* store.tally({ source: "repeats", by: ["days"] })
    // @ts-expect-error retention needs periods
    yield* store.tally({ source: "retention", by: ["age"] })
    // @ts-expect-error activity needs days
    yield* store.tally({ source: "activity", periods, by: ["state"] })
    // @ts-expect-error no such field
    yield* store.tally({ source: "responses", by: ["scor"] })
    // @ts-expect-error evidence is not one value
    yield* store.tally({ source: "responses", by: ["evidence"] })
    // @ts-expect-error no such field
    yield* store.tally({ source: "steps", by: ["from"], where: { touchpoint: "x" } })
    // @ts-expect-error text has no period
    yield* store.tally({ source: "responses", by: [Dimension.period("touchpoint", "month", "UTC")] })
    // @ts-expect-error dates do not add up
    yield* store.tally({ source: "responses", by: [], sums: ["at"] })
    const records = store.read({ kind: "tickets", where: { status: ["open", "pending"] } })
    return records
  })
  expectTypeOf(queries).not.toBeAny()
})
