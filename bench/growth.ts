import { compare } from "./Comparison.ts"
import { tallyOfColumns } from "./comparisons/tallyOfColumns.ts"

/** What one row costs at one size. */
export interface Growth {
  readonly rows: number
  readonly nanoseconds: number
  /** Against the smallest size: near 1 where time grows with the rows and no faster. */
  readonly ratio: number
}

/** The time a row of counting typed arrays, at `decades` sizes a factor of ten apart, up to `largest`. */
export const growth = async (largest: number, decades: number): Promise<ReadonlyArray<Growth>> => {
  const sizes = Array.from({ length: decades }, (_, i) => Math.ceil(largest / 10 ** (decades - 1 - i)))
  const measured: Array<Omit<Growth, "ratio">> = []
  for (const rows of sizes) {
    const [ours] = await compare({ ...tallyOfColumns(rows), peers: [] }, 1)
    measured.push({ rows, nanoseconds: (1e6 * (ours?.milliseconds ?? Number.NaN)) / rows })
  }
  return measured.map((each) => ({ ...each, ratio: each.nanoseconds / (measured[0]?.nanoseconds ?? Number.NaN) }))
}
