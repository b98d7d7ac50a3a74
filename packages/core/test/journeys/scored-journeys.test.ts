import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { PeakEnd, type Response, Scale, Sources } from "../../src/index.ts"

const evidence = { source: "test", kind: "objective" } as const
const questions = {
  along: { metric: "csat", scale: "1-5" as Response["scale"] },
  whole: { metric: "nps", scale: "0-10" as Response["scale"] }
} as const

const responses = fc
  .array(
    fc.record(
      {
        customer: fc.constantFrom("ada", "bob", "\u{1F600}"),
        touchpoint: fc.constantFrom("cart", "delivery"),
        component: fc.constantFrom("emotional"),
        question: fc.constantFrom("along", "whole"),
        at: fc.integer({ min: 0, max: 6 }),
        score: fc.integer({ min: 1, max: 5 })
      },
      { requiredKeys: ["customer", "question", "at", "score"] }
    ),
    { maxLength: 30, size: "max" }
  )
  .map((all) =>
    all.map(
      ({ at, question, ...fields }, i) =>
        ({ ...fields, ...questions[question], id: `id${i}`, at: new Date(at * 1000), evidence }) as unknown as Response
    )
  )

const rowsOf = (list: ReadonlyArray<Response>) => [...Sources.scoredJourneys(list, questions)]

describe("scored journeys", () => {
  it("equal a slow look at each customer", () => {
    fc.assert(
      fc.property(responses, (list) => {
        const plain = list.filter(({ component }) => component === undefined)
        const sorted = plain.toSorted((a, b) => a.at.getTime() - b.at.getTime() || Sources.compareText(a.id, b.id))
        const slow = ["ada", "bob", "\u{1F600}"].flatMap((customer) => {
          const own = sorted.filter((each) => each.customer === customer)
          const last = own.filter((each) => each.metric === "nps" && each.touchpoint === undefined).at(-1)
          const until = last?.at.getTime() ?? Number.POSITIVE_INFINITY
          const felt = own.filter((each) => each.metric === "csat" && each.touchpoint !== undefined)
          const scores = felt.filter(({ at }) => at.getTime() <= until).map(({ score }) => score)
          const [first, end] = [scores[0], scores.at(-1)]
          const [lowest, highest] = [Math.min(...scores), Math.max(...scores)]
          const total = scores.reduce((a, b) => a + b, 0)
          const told = { length: scores.length, first, last: end, lowest, highest, total }
          return scores.length === 0 ? [] : [{ customer, scores, ...told, outcome: last?.score }]
        })
        expect(rowsOf(list)).toEqual(slow)
      })
    )
  })

  it("are the same in any order of the answers", () => {
    fc.assert(
      fc.property(responses, (list) => {
        expect(rowsOf(list.toReversed())).toEqual(rowsOf(list))
      })
    )
  })

  it("are what peak and end are read from", () => {
    fc.assert(
      fc.property(responses, (list) => {
        const rows = rowsOf(list)
        const result = PeakEnd.fromJourneys(rows, { scale: Scale.make(1, 5) })
        const whole = rows.filter(({ outcome, scores }) => outcome !== undefined && scores.length > 1).length
        expect(result._tag === "Suppressed" ? 0 : result.n).toBe(whole)
      })
    )
  })
})
