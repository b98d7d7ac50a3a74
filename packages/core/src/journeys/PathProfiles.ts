/** A vector of length 1, or less where some of it is not known, by its numbers that are not 0. */
export interface PathProfile {
  readonly places: Uint32Array
  readonly values: Float64Array
}

/** The profiles of some paths, and that of any other path by what these have. */
export interface PathProfiles {
  readonly profiles: ReadonlyArray<PathProfile>
  /** How many places there are. */
  readonly width: number
  readonly of: (path: ReadonlyArray<string>) => PathProfile
}

const outside = ""

/** How often a path has each touchpoint, and each pair of one and the next, its beginning and its end being pairs too. */
const gramsOf = (path: ReadonlyArray<string>): readonly [Map<string, number>, Map<string, number>] => {
  const [ones, pairs] = [new Map<string, number>(), new Map<string, number>()]
  const count = (counts: Map<string, number>, gram: string): void => {
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  for (const touchpoint of path) count(ones, touchpoint)
  for (let i = 0; i <= path.length; i++) count(pairs, JSON.stringify([path[i - 1] ?? outside, path[i] ?? outside]))
  return [ones, pairs]
}

const profileOf = (path: ReadonlyArray<string>, numberOf: (gram: string) => number | undefined): PathProfile => {
  const [places, values]: [Array<number>, Array<number>] = [[], []]
  gramsOf(path).forEach((counts, i) => {
    for (const [gram, n] of counts) {
      const place = numberOf(gram)
      if (place === undefined) continue
      places.push(place)
      values.push(Math.sqrt(n / (2 * (path.length + i))))
    }
  })
  return { places: Uint32Array.from(places), values: Float64Array.from(values) }
}

/**
 * The profile of each path: the square roots of the shares of its touchpoints and of its pairs of touchpoints, half of the
 * weight each. The squared distance of two profiles is 0 for the same shares and 2 where nothing is in common (Hellinger).
 */
export const pathProfiles = (paths: ReadonlyArray<ReadonlyArray<string>>): PathProfiles => {
  const numbers = new Map<string, number>()
  const numberOf = (gram: string): number => {
    const number = numbers.get(gram) ?? numbers.size
    numbers.set(gram, number)
    return number
  }
  const profiles = paths.map((path) => profileOf(path, numberOf))
  return { profiles, width: numbers.size, of: (path) => profileOf(path, (gram) => numbers.get(gram)) }
}

const spread = (into: Float64Array, { places, values }: PathProfile, weight: number): void => {
  places.forEach((place, c) => {
    into[place] = (into[place] as number) + weight * (values[c] as number)
  })
}

const dot = (dense: Float64Array, { places, values }: PathProfile): number => {
  let sum = 0
  for (let c = 0; c < places.length; c++) sum += (dense[places[c] as number] as number) * (values[c] as number)
  return sum
}

/** The squared distances of profiles from each other, row by row. */
export const squaredDistances = ({ profiles, width }: PathProfiles): Float64Array => {
  const count = profiles.length
  const squares = new Float64Array(count * count)
  const dense = new Float64Array(width)
  for (const [i, profile] of profiles.entries()) {
    spread(dense, profile, 1)
    for (const [j, other] of profiles.slice(0, i).entries()) {
      const square = Math.max(0, 2 - 2 * dot(dense, other))
      squares[i * count + j] = square
      squares[j * count + i] = square
    }
    for (const place of profile.places) dense[place] = 0
  }
  return squares
}

/** The mean profile of a group, and the square of its length. */
export interface Centre {
  readonly mean: Float64Array
  readonly square: number
}

/** The centre of each group of some of the profiles, by their weights. */
export const centres = (
  { profiles, width }: PathProfiles,
  rows: Uint32Array,
  labels: Uint32Array,
  weights: Float64Array
): ReadonlyArray<Centre> => {
  const count = labels.reduce((most, label) => Math.max(most, label + 1), 0)
  const sums = Array.from({ length: count }, () => ({ mean: new Float64Array(width), weight: 0 }))
  rows.forEach((row, i) => {
    const [sum, profile, weight] = [sums[labels[i] as number], profiles[row], weights[i] as number]
    if (sum === undefined || profile === undefined) return
    spread(sum.mean, profile, weight)
    sum.weight += weight
  })
  return sums.map(({ mean, weight }) => {
    const scaled = mean.map((value) => value / weight)
    return { mean: scaled, square: scaled.reduce((sum, value) => sum + value * value, 0) }
  })
}

/** The squared distance of a profile from a centre. */
export const fromCentre = (profile: PathProfile, { mean, square }: Centre): number =>
  1 + square - 2 * dot(mean, profile)

/** The nearest centre of a profile; of equally near ones the first. */
export const nearest = (profile: PathProfile, all: ReadonlyArray<Centre>): number => {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  all.forEach((centre, c) => {
    const distance = fromCentre(profile, centre)
    if (distance < least) [best, least] = [c, distance]
  })
  return best
}
