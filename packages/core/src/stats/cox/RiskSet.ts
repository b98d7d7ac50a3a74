import type { CoxRows } from "./CoxRows.ts"
import { LogSum } from "./LogSum.ts"
import { TieSums, type Ties } from "./TieSums.ts"

/**
 * The rows at risk at an event time: sums of their risk scores, and of covariates times risk scores.
 *
 * The rounding of each addition is carried along (Neumaier 1974), so that what left the set again leaves no trace in it.
 */
export class RiskSet {
  /** The risk of all. */
  total = 0
  /** The mean covariates by risk, and the part of it that those who leave at the time make up. */
  readonly mean: Float64Array
  readonly tiedMean: Float64Array
  readonly ties = new TieSums()
  /** The mean weight of those who leave at the time. */
  weight = 0
  /** Σ weight × log of the risk that each event saw, over all times until now. */
  readonly logs = new LogSum()
  private readonly sums: Float64Array
  private readonly lost: Float64Array
  private readonly rows: CoxRows
  private readonly scores: Float64Array

  constructor(rows: CoxRows, scores: Float64Array) {
    this.rows = rows
    this.scores = scores
    this.mean = new Float64Array(rows.width)
    this.tiedMean = new Float64Array(rows.width)
    this.sums = new Float64Array(rows.width + 1)
    this.lost = new Float64Array(rows.width + 1)
  }

  clear(): void {
    this.sums.fill(0)
    this.lost.fill(0)
  }

  /** Take rows in. */
  add(from: number, to: number): void {
    for (let row = from; row < to; row++) this.change(row, this.scores[row] ?? 0)
  }

  /** Let rows go. */
  remove(rows: Uint32Array): void {
    for (const row of rows) this.change(row, -(this.scores[row] ?? 0))
  }

  private change(row: number, score: number): void {
    const { values, width } = this.rows
    const { lost, sums } = this
    const start = row * width
    for (let j = 0; j <= width; j++) {
      const value = j === width ? score : score * (values[start + j] as number)
      const before = sums[j] as number
      const after = before + value
      const added = after - before
      lost[j] = (lost[j] as number) + (before - (after - added)) + (value - added)
      sums[j] = after
    }
  }

  /** Work out what is read at an event time. */
  settle(time: number, way: Ties): void {
    const { deaths: counts, starts, weights, width } = this.rows
    const [deaths, start] = [counts[time] ?? 0, starts[time] ?? 0]
    this.total = (this.sums[width] ?? 0) + (this.lost[width] ?? 0)
    for (let j = 0; j < width; j++) this.mean[j] = ((this.sums[j] ?? 0) + (this.lost[j] ?? 0)) / this.total
    this.weight = 0
    for (let row = start; row < start + deaths; row++) this.weight += (weights[row] ?? 0) / deaths
    this.shareOut(way === "efron" ? this.settleTied(start, deaths) : 0, deaths, way)
  }

  /** Work the part of those who leave out; gives their part of the risk. */
  private settleTied(start: number, deaths: number): number {
    const { values, width } = this.rows
    this.tiedMean.fill(0)
    let sum = 0
    for (let row = start; row < start + deaths; row++) {
      const part = (this.scores[row] ?? 0) / this.total
      sum += part
      for (let j = 0; j < width; j++) {
        this.tiedMean[j] = (this.tiedMean[j] ?? 0) + part * (values[row * width + j] ?? 0)
      }
    }
    return sum
  }

  private shareOut(part: number, deaths: number, way: Ties): void {
    this.ties.clear()
    for (let k = 0; k < deaths; k++) {
      const tied = way === "efron" ? k / deaths : 0
      const share = 1 - tied * part
      this.ties.add(share, tied)
      this.logs.add(share * this.total, this.weight)
    }
  }
}
