import { Channel, CustomerId, type Interaction, RecordId, ResponderKind, TeamId, TouchpointId } from "@throughline/core"
import { Schema } from "effect"
import * as fc from "fast-check"

const evidence = { source: "test", kind: "objective" } as const

const channel = Schema.decodeUnknownSync(Channel)
const responder = Schema.decodeUnknownSync(ResponderKind)

const without = <A extends object>(record: A): A =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as A

/** Few values, so that paths meet; hostile ids; ties in time. */
export const touchpoints = ["cart", "checkout", "toString", "__proto__", "\u{1F600}", "\uff5e", "a\u001fb", "a\u001eb"]

const one = fc
  .record({
    customer: fc
      .constantFrom("ada", "bob", "Ada", "__proto__", "\u{1F600}", "\uff5e", "cy")
      .map((id) => CustomerId.make(id)),
    touchpoint: fc.constantFrom(...touchpoints).map((id) => TouchpointId.make(id)),
    at: fc.integer({ min: 0, max: 40 }).map((n) => new Date(n * 700)),
    channel: fc.constantFrom("web", "store", undefined).map((each) => (each === undefined ? each : channel(each))),
    team: fc.constantFrom("red", "\u{1F600}", undefined).map((each) => (each === undefined ? each : TeamId.make(each))),
    responder: fc
      .constantFrom("human", "automated", undefined)
      .map((each) => (each === undefined ? each : responder(each)))
  })
  .map((fields) => without({ ...fields, evidence }))

/** Interactions of few customers in any order, up to `maxLength`. */
export const logs = (maxLength = 40): fc.Arbitrary<ReadonlyArray<Interaction>> =>
  fc
    .array(one, { maxLength, size: "max" })
    .chain((all) =>
      fc
        .shuffledSubarray(
          all.map((_, i) => i),
          { minLength: all.length }
        )
        .map((ids) => [all, ids] as const)
    )
    .map(([all, ids]) => all.map((each, i) => ({ ...each, id: RecordId.make(`id${ids[i]}`) }) as Interaction))

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** What each customer did, in order: slow and obvious. */
export const casesOf = (log: ReadonlyArray<Interaction>): ReadonlyArray<ReadonlyArray<Interaction>> =>
  [...new Set(log.map(({ customer }) => customer))]
    .sort(byBytes)
    .map((customer) =>
      log
        .filter((each) => each.customer === customer)
        .sort((a, b) => a.at.getTime() - b.at.getTime() || byBytes(a.id, b.id))
    )

/** The touchpoints of each customer, in order. */
export const pathsOf = (log: ReadonlyArray<Interaction>): ReadonlyArray<ReadonlyArray<string>> =>
  casesOf(log).map((each) => each.map(({ touchpoint }) => String(touchpoint)))

/** How often each thing is there. */
export const countsOf = (things: Iterable<unknown>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const thing of things) counts.set(JSON.stringify(thing), (counts.get(JSON.stringify(thing)) ?? 0) + 1)
  return counts
}
