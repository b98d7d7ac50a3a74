import { it } from "@effect/vitest"
import { CustomerId, type LoopCase, RecordId, type Response } from "@throughline/core"
import * as Effect from "effect/Effect"
import { fieldsOf } from "../columns/fieldsOf.ts"
import { assertCounts, writeAll } from "./expected.ts"
import type { EmptyStore } from "./forAll.ts"
import { type Dataset, none } from "./records.ts"

const evidence = { source: "test", kind: "objective" } as const
const customer = CustomerId.make("ada")
const hour = (n: number): Date => new Date(1_760_000_000_000 + n * 3_600_000)

const answer = (id: string, at: number, score: number): Response => ({
  id: RecordId.make(id),
  customer,
  at: hour(at),
  metric: "nps",
  scale: "0-10",
  score,
  evidence
})

const contact = (response: string, at: number): LoopCase => ({
  id: RecordId.make(`case ${response}`),
  customer,
  response: RecordId.make(response),
  at: hour(at - 1),
  contactedAt: hour(at),
  closedAt: hour(at),
  outcome: "recovered",
  evidence
})

/** Contacts a moment before the next answer, at that moment and after it. */
const data: Dataset = {
  ...none,
  responses: [answer("a", 0, 2), answer("b", 30, 4), answer("c", 60, 6), answer("d", 90, 8)],
  loopCases: [contact("a", 29), contact("b", 60), contact("c", 91)]
}

/** Rows of `recoveries` where moments are the same, which drawn records seldom are. */
export const loops = (layer: EmptyStore) =>
  it.effect("a contact at the moment of the next answer, or of asking, has happened", () =>
    Effect.gen(function* () {
      yield* writeAll(data, ["responses", "loopCases"])
      const by = [...(fieldsOf("recoveries")?.keys() ?? [])]
      for (const at of [28, 29, 60, 90, 91, 200]) {
        yield* assertCounts(data, { source: "recoveries", by, asOf: hour(at) })
      }
    }).pipe(Effect.provide(layer))
  )
