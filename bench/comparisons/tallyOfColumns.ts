import { Tally } from "@throughline/core"
import { type Comparison, candidate } from "../Comparison.ts"
import { random } from "../random.ts"

const touchpoints = 40
const points = 11

/** The fastest way by hand: every cell of a table has its place, and one addition a row. */
const loop = (codes: Uint8Array, scores: Uint8Array): Float64Array => {
  const counts = new Float64Array(touchpoints * points)
  for (let row = 0; row < codes.length; row++) {
    const cell = (codes[row] ?? 0) * points + (scores[row] ?? 0)
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return counts
}

/** Typed arrays counted by touchpoint and score. */
export const tallyOfColumns = (size: number): Comparison => {
  const draw = random(2)
  const codes = Uint8Array.from({ length: size }, () => draw(touchpoints))
  const scores = Uint8Array.from({ length: size }, () => draw(points))
  const values = Array.from({ length: touchpoints }, (_, i) => `touchpoint-${String(i).padStart(2, "0")}`)
  return {
    name: `Count ${size.toLocaleString("en")} rows of typed arrays by touchpoint and score`,
    ours: candidate(
      "Tally.fromColumns",
      () => Tally.fromColumns({ columns: { touchpoint: { values, codes }, score: scores } }),
      ({ counts }) => [...counts]
    ),
    peers: [
      candidate(
        "typed loop by hand",
        () => loop(codes, scores),
        (counts) => [...counts].filter((count) => count > 0)
      )
    ]
  }
}
