import { describe, it } from "@effect/vitest"
import { type Improvement, RecordId, type SegmentId, TouchpointId } from "@throughline/core"
import * as Effect from "effect/Effect"
import type { UncheckedQuery } from "../query/CheckedQuery.ts"
import { assertCounts, writeAll } from "./expected.ts"
import type { EmptyStore } from "./forAll.ts"
import { hostileTexts } from "./pools.ts"
import { type Dataset, none } from "./records.ts"
import { visit } from "./samples.ts"

/** As many values as a list of customers has. */
const many = 50_000

const listed = <A>(value: (place: number) => A): ReadonlyArray<A> => Array.from({ length: many }, (_, i) => value(i))

const asOf = new Date(1_770_000_000_000)

const interactions = [
  ...Array.from({ length: 400 }, (_, i) => ({ ...visit(String(i), { second: i }), waitSeconds: 3 * i - 300 })),
  ...hostileTexts.map((text, i) => ({ ...visit(`hostile ${i}`, { second: i }), segment: text as SegmentId }))
]

const improvement = (target: number): Improvement => ({
  id: RecordId.make(`target ${target}`),
  name: "",
  touchpoint: TouchpointId.make("checkout"),
  at: asOf,
  metric: "nps",
  target,
  evidence: { source: "test", kind: "objective" }
})

const data: Dataset = {
  ...none,
  interactions,
  improvements: [0, 0.1, -0.5, 1e300, 5e-324, 49_999].map(improvement)
}

const source = "interactions"

const texts = [...listed((i) => `x${i}`), ...hostileTexts, null, "a\0b", "\ud800", 3, true]
const [evenIds, wholes] = [listed((i) => String(2 * i)), [null, ...listed((i) => 2 * (i - 1000)), 0.5, "3"]]

const asked: Readonly<Record<string, UncheckedQuery>> = {
  texts: { source, by: ["segment"], where: { segment: texts } },
  ids: { source, by: ["id"], where: { id: evenIds } },
  "whole numbers": { source, by: ["waitSeconds"], where: { waitSeconds: wholes } },
  instants: { source, by: [], where: { at: listed((i) => 1_760_000_000_000 + 2000 * i) } },
  numbers: { source: "improvements", by: ["target"], where: { target: [0.1, 5e-324, 1e300, ...listed((i) => i)] } },
  "several fields": { source, by: ["id"], where: { id: evenIds, waitSeconds: wholes, segment: texts } },
  touchpoints: {
    source: "repeats",
    by: ["outcome"],
    asOf,
    touchpoints: listed((i) => (i === 7 ? "checkout" : `t${i}`))
  }
}

/** Lists of so many values that no statement has a parameter for each. */
export const lists = (layer: EmptyStore): void => {
  describe("lists", () => {
    for (const [what, query] of Object.entries(asked))
      it.effect(
        `${many} ${what} are looked for`,
        () =>
          Effect.gen(function* () {
            yield* writeAll(data, ["interactions", "improvements"])
            yield* assertCounts(data, query)
          }).pipe(Effect.provide(layer)),
        30_000
      )
  })
}
