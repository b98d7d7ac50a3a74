import fc from "fast-check"
import { expect, it } from "vitest"
import { Ces, MeanScore, Scale, Tally } from "../src/index.ts"

const seven = Scale.make(1, 7)

it("agrees with CES 2.0 as mean, from scores and from a tally", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 8 })), (scores) => {
      const mean = MeanScore.fromScores(scores, { scale: seven })
      const ces = Ces.fromScores(scores, { definition: "2.0 mean" })
      expect(
        MeanScore.fromTally(
          Tally.from(
            scores.map((score) => ({ score })),
            { by: ["score"] }
          ),
          { scale: seven }
        )
      ).toEqual(mean)
      if (mean._tag === "Estimate" && ces._tag === "Estimate") {
        expect([mean.value, mean.interval, mean.n, mean.excluded]).toEqual([
          ces.value,
          ces.interval,
          ces.n,
          ces.excluded
        ])
      } else {
        expect(mean).toEqual(ces)
      }
    })
  )
})

it("refuses to compare two scales", () => {
  const [a, b] = [
    MeanScore.fromScores([1, 2], { scale: seven }),
    MeanScore.fromScores([1, 2], { scale: Scale.make(1, 5) })
  ]
  // @ts-expect-error two scales
  expect(() => MeanScore.difference(a, b)).toThrow(Tally.TallyMismatch)
})

it("withholds few answers", () => {
  expect(MeanScore.fromScores([5, 6], { scale: seven, minimum: 10 })).toEqual({ _tag: "Suppressed", minimum: 10, n: 2 })
})
