/** How fast a topic seems to grow or shrink, by itself. */
export interface OwnDrift {
  /** Per day, as the slope of the logarithm. */
  readonly slope: number
  /** One over the variance of the slope: 0 without texts. */
  readonly precision: number
}

/** How fast a topic is taken to grow or shrink. */
export interface Drift {
  readonly slope: number
  /** The share of the topic's own slope that is kept, from 0 to 1. */
  readonly own: number
}

const squared = (x: number): number => x * x

/** The slope of some counts against what is expected without drift: one step of Poisson regression. */
export const ownDrift = (counts: Float64Array, expected: (place: number) => number, dispersion: number): OwnDrift => {
  let [score, information, total] = [0, 0, 0]
  for (let i = 0; i < counts.length; i++) {
    const [x, mean] = [i - (counts.length - 1) / 2, expected(i)]
    score += x * ((counts[i] ?? 0) - mean)
    information += x * x * mean
    total += counts[i] ?? 0
  }
  if (total === 0) return { slope: 0, precision: 0 }
  const variance = (12 * (counts.length / total + dispersion)) / counts.length ** 3
  return { slope: score / information, precision: 1 / variance }
}

/**
 * The drift of each topic: that of all topics together, and its own, both only as far as they differ beyond chance by two
 * standard errors: mostly none. Method of moments (DerSimonian and Laird 1986).
 */
export const drifts = (topics: ReadonlyArray<OwnDrift>): ReadonlyArray<Drift> => {
  const precision = topics.reduce((sum, each) => sum + each.precision, 0)
  if (precision === 0) return topics.map(() => ({ slope: 0, own: 0 }))
  const average = topics.reduce((sum, each) => sum + each.precision * each.slope, 0) / precision
  const shared = average * Math.max(0, 1 - 4 / Math.max(1e-9, squared(average) * precision))
  const n = topics.filter((each) => each.precision > 0).length
  const q = topics.reduce((sum, each) => sum + each.precision * squared(each.slope - shared), 0)
  const variance = Math.max(0, q - n - 2 * Math.sqrt(2 * n)) / precision
  return topics.map((each) => {
    if (each.precision === 0) return { slope: 0, own: 0 }
    const own = variance / (variance + 1 / each.precision)
    return { slope: shared + own * (each.slope - shared), own }
  })
}
