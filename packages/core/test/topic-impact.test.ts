import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { FirstContactResolution, Nps, RepeatContact, Scale, Tally, TopicImpact } from "../src/index.ts"
import { expectClose } from "./golden.ts"

const answers = fc.array(
  fc.record({ score: fc.integer({ min: 0, max: 10 }), topic: fc.constantFrom("refund", "login", null) }),
  { maxLength: 60 }
)
const tallyOf = (all: ReadonlyArray<{ readonly score: number; readonly topic: string | null }>) =>
  Tally.from(all, { by: ["score", "topic"] })

describe("what a topic weighs", () => {
  it("is NPS of all minus NPS without it", () => {
    fc.assert(
      fc.property(answers, (all) => {
        const whole = Nps.fromScores(all.map(({ score }) => score))
        for (const { result, value } of TopicImpact.fromTally(tallyOf(all))) {
          const without = Nps.fromScores(all.flatMap(({ score, topic }) => (topic === value ? [] : [score])))
          if (result._tag !== "Estimate") expect(without._tag).toBe("InsufficientData")
          else if (whole._tag === "Estimate" && without._tag === "Estimate") {
            expectClose(result.value, whole.value - without.value, 1e-9)
            expect(result.definition).toBe("NPS of all − NPS without")
          }
        }
      })
    )
  })

  it("is of a mean on a scale, and nothing of nothing", () => {
    const csat = [1, 2, 5, 4, 5].map((score, i) => ({ score, topic: i < 2 ? "refund" : null }))
    const [group] = TopicImpact.fromTally(tallyOf(csat), { scale: Scale.make(1, 5) })
    expect(group?.result).toMatchObject({ definition: "mean of 1-5 of all − mean of 1-5 without" })
    if (group?.result._tag === "Estimate") expectClose(group.result.value, 17 / 5 - 14 / 3, 1e-12)
    expect(TopicImpact.fromTally(tallyOf([]))).toEqual([])
  })
})

const tickets = fc.array(
  fc.record({
    topic: fc.constantFrom("refund", "login", "wallet"),
    resolution: fc.constantFrom("resolved", "open"),
    repeat: fc.constantFrom("again", "none", null),
    repeatDays: fc.option(fc.integer({ min: 0, max: 12 })),
    settledDays: fc.integer({ min: 0, max: 30 })
  }),
  { maxLength: 60 }
)

describe("repeat contacts of a topic", () => {
  const by = ["topic", "resolution", "repeat", "repeatDays", "settledDays"] as const

  it("are the other side of first-contact resolution", () => {
    fc.assert(
      fc.property(tickets, (all) => {
        const tally = Tally.from(all, { by })
        const resolved = FirstContactResolution.by(tally, "topic", { definition: "no repeat contact" })
        RepeatContact.by(tally, "topic").forEach(({ adjustedP, result }, i) => {
          const other = resolved[i]
          expect(adjustedP).toBe(other?.adjustedP)
          if (result._tag !== "Estimate" || other?.result._tag !== "Estimate") return
          expectClose(result.value + other.result.value, 100, 1e-9)
          expect(result.savedAtMost + other.result.count).toBe(result.n)
          expect(result.interval.low).toBeLessThanOrEqual(result.value + 1e-9)
          expect(result.interval.high).toBeGreaterThanOrEqual(result.value - 1e-9)
        })
      })
    )
  })

  it("say how many tickets would be saved, if the topic were as the rest", () => {
    const of = (topic: string, again: number, n: number) =>
      Array.from({ length: n }, (_, i) => ({
        topic,
        resolution: "resolved",
        repeat: i < again ? "again" : "none",
        repeatDays: i < again ? 3 : null,
        settledDays: 30
      }))
    const [login, refund] = RepeatContact.by(
      Tally.from([...of("refund", 40, 100), ...of("login", 10, 100)], { by }),
      "topic"
    )
    if (refund?.result._tag !== "Estimate" || login?.result._tag !== "Estimate") throw new Error("no share")
    expect(refund.result).toMatchObject({ value: 40, count: 40, savedAtMost: 40, n: 100 })
    expect(refund.result.definition).toBe("repeat contact within 7 days, of those resolved")
    expectClose(refund.result.savedAsTheRest?.value ?? 0, 30, 1e-9)
    expect(refund.result.savedAsTheRest?.interval.low).toBeGreaterThan(15)
    expect(refund.result.savedAsTheRest?.interval.high).toBeLessThan(42)
    expectClose(login.result.savedAsTheRest?.value ?? 0, -30, 1e-9)
    expect(refund.differs).toBe(true)
    const [alone] = RepeatContact.by(Tally.from(of("refund", 1, 4), { by }), "topic")
    expect(alone?.result).toMatchObject({ value: 25, savedAsTheRest: null })
    expect(RepeatContact.by(Tally.from(of("refund", 0, 0), { by }), "topic")).toEqual([])
  })
})
