import type { CoxRows } from "./CoxRows.ts"
import { entering } from "./EventTimes.ts"
import { RankTree, ranksOf } from "./RankTree.ts"

/** Pairs of rows of which one is known to have left first, while the other was at risk: products of their weights. */
export interface Pairs {
  /** The one who left first was predicted to. */
  readonly concordant: number
  readonly discordant: number
  /** Both were predicted the same. */
  readonly tied: number
}

/** The share of concordant pairs, those tied counted half: Harrell's C. */
export interface Concordance extends Pairs {
  readonly value: number
  /** How much each sorted row moves the value: the change for a little more of its weight, times its weight. */
  readonly influence: Float64Array
}

/** The weight of the pairs that a row is in, over its own: concordant less discordant ones, and all. */
interface Shares {
  readonly net: Float64Array
  readonly all: Float64Array
}

/** Event times of one stratum, from one to before another. */
interface Stratum {
  readonly rows: CoxRows
  readonly from: number
  readonly to: number
}

/** The rows that leave at an event time, the others that are followed to it and no further, and those who come in after. */
const rowsAt = (rows: CoxRows, time: number) => {
  const start = rows.starts[time] ?? 0
  const others = start + (rows.deaths[time] ?? 0)
  return { start, others, end: rows.ends[time] ?? 0, later: entering(rows, time) }
}

/** Note for a row the pairs with all in a tree; `sign` is 1 when those below it are concordant. */
const note = ({ all, net }: Shares, tree: RankTree, row: number, sign: number, share: number): number => {
  const below = tree.below(row)
  const above = tree.total - below - tree.level(row)
  net[row] = (net[row] as number) + share * sign * (below - above)
  all[row] = (all[row] as number) + share * tree.total
  return below
}

/** From the last time back: those who leave, each with all who are still at risk after. */
const withLater = ({ from, rows, to }: Stratum, tree: RankTree, shares: Shares): Pairs => {
  let [concordant, discordant, tied] = [0, 0, 0]
  for (let time = to - 1; time >= from; time--) {
    const { end, later, others, start } = rowsAt(rows, time)
    for (let row = others; row < end; row++) tree.add(row)
    for (const row of later) tree.add(row, -1)
    for (let row = start; row < others; row++) {
      const [weight, level] = [rows.weights[row] ?? 0, tree.level(row)]
      const below = note(shares, tree, row, 1, 1)
      concordant += weight * below
      tied += weight * level
      discordant += weight * (tree.total - below - level)
    }
    for (let row = start; row < others; row++) tree.add(row)
  }
  return { concordant, discordant, tied }
}

/** From the first time on: each row with those who left while it was at risk. */
const withEarlier = ({ from, rows, to }: Stratum, tree: RankTree, shares: Shares): void => {
  for (let time = from; time < to; time++) {
    const { end, later, others, start } = rowsAt(rows, time)
    for (let row = start; row < others; row++) note(shares, tree, row, -1, 1)
    for (let row = start; row < others; row++) tree.add(row)
    for (let row = others; row < end; row++) note(shares, tree, row, -1, 1)
    for (const row of later) note(shares, tree, row, -1, -1)
  }
}

/** The strata of event times. */
const strataOf = (rows: CoxRows): ReadonlyArray<Stratum> => {
  const starts: Array<number> = []
  rows.strata.forEach((stratum, time) => {
    if (stratum !== rows.strata[time - 1]) starts.push(time)
  })
  return starts.map((from, i) => ({ rows, from, to: starts[i + 1] ?? rows.times.length }))
}

/**
 * Harrell's concordance of predictions with who left first, within strata; `null` when no two rows can be compared.
 *
 * Two rows compare when one left while the other was at risk and was not gone at the same time. The time grows as n log n.
 * Harrell, Lee and Mark (1996), Multivariable prognostic models, Statistics in Medicine 15; counts and influence as
 * `concordance` in R's survival package.
 */
export const concordance = (rows: CoxRows, predicted: Float64Array): Concordance | null => {
  const shares = { net: new Float64Array(predicted.length), all: new Float64Array(predicted.length) }
  let [concordant, discordant, tied] = [0, 0, 0]
  for (const stratum of strataOf(rows)) {
    const [first, last] = [rows.starts[stratum.from] ?? 0, rows.ends[stratum.to - 1] ?? 0]
    const ranks = ranksOf(predicted.subarray(first, last))
    const tree = (): RankTree => new RankTree(ranks, rows.weights, first)
    const pairs = withLater(stratum, tree(), shares)
    withEarlier(stratum, tree(), shares)
    concordant += pairs.concordant
    discordant += pairs.discordant
    tied += pairs.tied
  }
  const total = concordant + discordant + tied
  if (total === 0) return null
  const lead = (concordant - discordant) / total
  const influence = new Float64Array(predicted.length)
  for (let row = 0; row < influence.length; row++) {
    const net = (shares.net[row] ?? 0) - lead * (shares.all[row] ?? 0)
    influence[row] = ((rows.weights[row] ?? 0) * net) / (2 * total)
  }
  return { concordant, discordant, tied, value: (lead + 1) / 2, influence }
}
