import { benjaminiHochberg } from "@throughline/core"

/** A cell of a table of counts, against what it would be if rows and columns had nothing to do with each other. */
export interface Residual {
  readonly count: number
  readonly expected: number
  /** Adjusted standardised residual, half a text nearer to 0; 0 where fewer than five were counted and expected. */
  readonly residual: number
  /** Whether it differs beyond chance, corrected for the number of cells. */
  readonly differs: boolean
}

/** Where fewer are counted and expected, nothing is tested. */
const least = 5

const usable = (count: number | undefined): number =>
  count !== undefined && Number.isFinite(count) && count > 0 ? Math.min(count, 1e12) : 0

const sum = (values: ReadonlyArray<number>): number => values.reduce((all, value) => all + value, 0)

/** Two-sided p-value of a normal number, rounded up by Mills' ratio: above 2 by less than a fifth. */
const pOf = (residual: number): number => {
  const z = Math.abs(residual)
  return z < 1 ? 1 : (2 * Math.exp((-z * z) / 2)) / (z * Math.sqrt(2 * Math.PI))
}

/**
 * Adjusted standardised residuals of a table of counts, a list for each row (Haberman 1973, with Yates's correction): the
 * difference from independence in its standard errors. Which differ is corrected for the number of cells
 * (Benjamini–Hochberg, 5 %).
 */
export const residuals = (
  table: ReadonlyArray<ReadonlyArray<number>>,
  width: number
): ReadonlyArray<ReadonlyArray<Residual>> => {
  const counts = table.map((row) => Array.from({ length: width }, (_, k) => usable(row[k])))
  const rows = counts.map(sum)
  const columns = Array.from({ length: width }, (_, k) => sum(counts.map((row) => row[k] ?? 0)))
  const all = sum(rows)
  const found = counts.map((row, i) =>
    row.map((count, k) => {
      const [inRow, inColumn] = [rows[i] ?? 0, columns[k] ?? 0]
      const expected = all === 0 ? 0 : (inRow * inColumn) / all
      const variance = expected * (1 - inRow / all) * (1 - inColumn / all)
      const tested = Math.max(count, expected) >= least && variance > 0
      const distance = Math.max(0, Math.abs(count - expected) - 0.5) * Math.sign(count - expected)
      return { count, expected, residual: tested ? distance / Math.sqrt(variance) : 0, tested }
    })
  )
  const adjusted = benjaminiHochberg(found.flat().map(({ residual, tested }) => (tested ? pOf(residual) : null)))
  return found.map((row, i) =>
    row.map(({ count, expected, residual }, k) => ({
      count,
      expected,
      residual,
      differs: (adjusted[i * width + k] ?? 1) < 0.05
    }))
  )
}
