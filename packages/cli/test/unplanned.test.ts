import { CustomerId, type Interaction, RecordId, TouchpointId } from "@throughline/core"
import { MemoryStore, Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { expect, it } from "vitest"
import { readUnplanned } from "../src/report/unplanned.ts"

const start = Date.UTC(2026, 0, 1)
const scope = {
  timeZone: "UTC",
  unit: "month",
  current: { label: "2026-01", start, end: start + 31 * 86_400_000 },
  previous: undefined,
  asOf: new Date(start + 31 * 86_400_000)
} as const

const visits = (paths: ReadonlyArray<string>): ReadonlyArray<Interaction> =>
  paths.flatMap((path, customer) =>
    path.split(" ").map((touchpoint, i) => ({
      id: RecordId.make(`${customer}-${i}`),
      customer: CustomerId.make(String(customer)),
      touchpoint: TouchpointId.make(touchpoint),
      at: new Date(start + i * 1000),
      evidence: { source: "shop", kind: "objective" as const }
    }))
  )

const idsOf = (paths: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const store = yield* Store
    yield* store.write({ id: "visits", kind: "interactions", records: visits(paths) })
    return (yield* readUnplanned(scope)).map(({ touchpoint }) => touchpoint.id)
  }).pipe(Effect.provide(MemoryStore.layer), Effect.runPromise)

it("without a plan touchpoints stand in the order in which customers meet them, however many visit each", async () => {
  expect(await idsOf(["search cart paid", "cart paid", "cart search paid", "search cart", "paid"])).toEqual([
    "search",
    "cart",
    "paid"
  ])
  expect(await idsOf([])).toEqual([])
})

it("more touchpoints than the map has room for come after, the most visited first", async () => {
  const forty = Array.from({ length: 40 }, (_, i) => `t${String(i).padStart(2, "0")}`)
  const path = forty.toReversed().join(" ")
  expect(await idsOf([`rare ${path}`, path, `${path} seldom`, `${path} seldom`])).toEqual([
    ...forty.toReversed(),
    "seldom",
    "rare"
  ])
})
