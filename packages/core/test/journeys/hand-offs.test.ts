import { HandOffs, type Interaction, Sources, Tally } from "@throughline/core"
import * as fc from "fast-check"
import { assert, describe, test } from "vitest"
import { casesOf, countsOf, logs } from "./logs.ts"

const kinds = ["channel", "team", "responder"] as const
const by = [
  "from",
  "to",
  "fromChannel",
  "channel",
  "fromTeam",
  "team",
  "fromResponder",
  "responder",
  "customer"
] as const

const tallyOf = (log: ReadonlyArray<Interaction>) => Tally.from(Sources.steps(log), { by })

/** Each step's two sides, where both are known. */
const sidesOf = (log: ReadonlyArray<Interaction>, kind: (typeof kinds)[number]) =>
  casesOf(log).flatMap((each) => each.slice(1).map((to, i) => [each[i]?.[kind], to[kind]] as const))

const report = (result: HandOffs.HandOffsResult): HandOffs.HandOffsReport => {
  if (result._tag === "InsufficientData") assert.fail(result.reason)
  return result
}

describe("hand-offs", () => {
  test("count what a look at each step counts", () => {
    fc.assert(
      fc.property(logs(), fc.constantFrom(...kinds), (log, kind) => {
        const steps = sidesOf(log, kind)
        const known = steps.filter(([from, to]) => from !== undefined && to !== undefined)
        const result = HandOffs.fromTally(tallyOf(log), { between: kind })
        assert.strictEqual(result.excluded.missing, steps.length - known.length)
        assert.strictEqual(result._tag === "HandOffs", known.length > 0)
        if (result._tag !== "HandOffs") return
        const changed = known.filter(([from, to]) => from !== to).length
        assert.deepStrictEqual([result.share.count, result.share.n], [changed, known.length])
        assert(result.perCase._tag === "Estimate")
        const cases = casesOf(log).length
        assert.deepStrictEqual([result.perCase.value, result.perCase.n], [changed / cases, cases])
        assert(result.perCase.interval.low <= changed / cases && changed / cases <= result.perCase.interval.high)
        assert.deepStrictEqual(
          new Map(result.moves.map(({ from, share, to }) => [JSON.stringify([from, to]), share.count])),
          new Map(countsOf(known))
        )
        for (const { from, share } of result.moves) {
          assert.strictEqual(share.n, known.filter(([left]) => left === from).length)
        }
      })
    )
  })

  test("are the same without the touchpoints, but for what is missing and the cases", () => {
    fc.assert(
      fc.property(logs(), (log) => {
        const whole = HandOffs.fromTally(tallyOf(log))
        const result = HandOffs.fromTally(Tally.from(Sources.steps(log), { by: ["fromChannel", "channel"] }))
        assert.strictEqual(result.excluded.missing, whole.excluded.missing + 2 * casesOf(log).length)
        assert.strictEqual(result._tag, whole._tag)
        if (result._tag !== "HandOffs" || whole._tag !== "HandOffs") return
        assert.deepStrictEqual(result.moves, whole.moves)
        assert.strictEqual(result.share.value, whole.share.value)
        assert.strictEqual(result.perCase._tag, "InsufficientData")
      })
    )
  })

  test("of groups are those of the groups alone, against all others", () => {
    fc.assert(
      fc.property(logs(), (log) => {
        const tally = tallyOf(log)
        for (const { fromRest, result, value } of HandOffs.by(tally, "customer")) {
          const own = Tally.where(tally, "customer", value)
          const alone = HandOffs.fromTally(own)
          assert.deepStrictEqual(result, alone._tag === "HandOffs" ? alone.share : alone)
          const rest = Tally.where(tally, "customer", (other) => other !== value)
          assert.deepStrictEqual(fromRest, HandOffs.difference(own, rest))
        }
      })
    )
  })

  test("over periods have those in between, and the change", () => {
    const steps = (month: string, changed: number, same: number) => [
      ...Array.from({ length: changed }, () => ({ fromChannel: "web", channel: "phone", month })),
      ...Array.from({ length: same }, () => ({ fromChannel: "web", channel: "web", month }))
    ]
    const tally = Tally.from([...steps("2026-01", 1, 3), ...steps("2026-02", 30, 10)], {
      by: ["fromChannel", "channel", "month"]
    })
    const [first, second] = HandOffs.over(tally, "month")
    assert(first?.result._tag === "Estimate" && second?.result._tag === "Estimate")
    assert.deepStrictEqual([first.result.value, second.result.value], [25, 75])
    assert(first.change._tag === "InsufficientData" && second.change._tag === "Difference")
    assert.strictEqual(second.change.value, 50)
  })

  test("per case have Byar's interval", () => {
    const sides = { from: "a", to: "b", fromChannel: "web" }
    const rows: ReadonlyArray<{ [Side in "from" | "to" | "fromChannel" | "channel"]?: string | number }> = [
      ...Array.from({ length: 20 }, () => ({ to: "a" })),
      ...Array.from({ length: 10 }, () => ({ ...sides, channel: "phone" })),
      ...Array.from({ length: 5 }, () => ({ ...sides, channel: "web" })),
      { ...sides, channel: 3 }
    ]
    const { excluded, perCase } = report(
      HandOffs.fromTally(Tally.from(rows, { by: ["from", "to", "fromChannel", "channel"] }))
    )
    assert(perCase._tag === "Estimate")
    // Breslow and Day's approximation of 10 events: 4.79 to 18.39
    assert.closeTo(perCase.interval.low, 4.79 / 20, 1e-3)
    assert.closeTo(perCase.interval.high, 18.39 / 20, 1e-3)
    assert.deepStrictEqual([perCase.value, excluded], [0.5, { missing: 0, invalid: 1 }] as const)
  })

  test("need their dimensions", () => {
    assert.throws(() => HandOffs.fromTally(Tally.from([], { by: ["team"] })), Tally.TallyMismatch)
  })
})
