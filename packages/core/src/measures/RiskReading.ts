/** How a score is read as a risk: the score that means the event is certain, and the one that means it is impossible. */
export interface RiskReading {
  readonly worst: number
  readonly best: number
}

/** A reading: from 0, the worst, to 100, the best, unless told. Throws a `RangeError` unless they are two numbers. */
export const riskReading = ({ best = 100, worst = 0 }: Partial<RiskReading>): RiskReading => {
  if (Number.isFinite(best - worst) && best !== worst) return { best, worst }
  throw new RangeError(`The worst and the best score are two different numbers, found ${worst} and ${best}`)
}

/** The risk that a score stands for, from 0 to 1. */
export const riskOf = ({ best, worst }: RiskReading, score: number): number => (best - score) / (best - worst)

/** Whether a score lies between the worst and the best. */
export const onScale = ({ best, worst }: RiskReading, score: number): boolean =>
  score >= Math.min(best, worst) && score <= Math.max(best, worst)

/** The reading in words. */
export const describe = ({ best, worst }: RiskReading): string =>
  best > worst ? `risk = (${best} − score) / ${best - worst}` : `risk = (score − ${best}) / ${worst - best}`
