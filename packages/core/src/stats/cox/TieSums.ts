/** How events at one time share it. */
export type Ties = "efron" | "breslow"

/**
 * Sums over the d events at one time, k from 0 to d − 1, where μ = k / d and the kth sees the share δ = 1 − μ f of the risk:
 * f is the part of those who leave in it. Breslow's way is without μ. Efron (1977), Breslow (1974).
 */
export class TieSums {
  /** Σ 1/δ, Σ μ/δ. */
  first = 0
  firstTied = 0
  /** Σ 1/δ², Σ μ/δ², Σ μ²/δ². */
  second = 0
  secondTied = 0
  secondBoth = 0

  clear(): void {
    this.first = 0
    this.firstTied = 0
    this.second = 0
    this.secondTied = 0
    this.secondBoth = 0
  }

  /** Take in an event that sees a share, with its μ. */
  add(share: number, tied: number): void {
    const [one, two] = [1 / share, 1 / (share * share)]
    this.first += one
    this.firstTied += tied * one
    this.second += two
    this.secondTied += tied * two
    this.secondBoth += tied * tied * two
  }
}
