import { Tally } from "@throughline/core"
import { median } from "./Comparison.ts"

/** What it takes to add up the parts of a tally, as shards send them: processor time a cell of the result. */
const partOf = (cells: number): Tally.Tally => {
  const side = Math.ceil(Math.sqrt(cells))
  return Tally.fromColumns({
    columns: {
      touchpoint: Array.from({ length: cells }, (_, i) => `touchpoint-${Math.floor(i / side)}`),
      score: Array.from({ length: cells }, (_, i) => i % side)
    },
    counts: Array.from({ length: cells }, (_, i) => 1 + (i % 7))
  })
}

const nanoseconds = (parts: readonly [Tally.Tally, ...ReadonlyArray<Tally.Tally>]): number => {
  const { system, user } = process.cpuUsage()
  Tally.mergeAll(parts)
  const after = process.cpuUsage()
  return 1000 * (after.user + after.system - user - system)
}

for (const cells of [1_000, 100_000]) {
  const part = partOf(cells)
  for (const parts of [1, 2, 3, 10]) {
    const others = Array.from({ length: parts - 1 }, () => part)
    const times = Array.from({ length: 7 }, () => nanoseconds([part, ...others]))
    const aCell = median(times) / cells
    console.log(`${cells.toLocaleString("en").padStart(10)} cells of ${parts} parts: ${aCell.toFixed(0)} ns a cell`)
  }
}
