/** The texts of a topic by day, and their sums. */
export interface TopicDays {
  readonly counts: Float64Array
  /** The texts before each day. */
  readonly before: Float64Array
}

/** Read the days of a topic. */
export const topicDays = (counts: Float64Array): TopicDays => {
  const before = new Float64Array(counts.length + 1)
  counts.forEach((count, day) => {
    before[day + 1] = (before[day] ?? 0) + count
  })
  return { counts, before }
}

/** The same days of the year, a whole number of weeks before. */
const yearLength = 364

/** A week to each side of a day, and twelve weeks that end a week before that. */
const [week, weeks] = [7, 84]

/** Texts that a season is shrunk by: as many as expected. */
const pseudoTexts = 10

/**
 * How many times the level a day has, by the same fortnight of the years before, each against the weeks before it: 1 unless two
 * full years are known.
 */
export const seasonOn = ({ before }: TopicDays, day: number): number => {
  const between = (from: number, to: number): number => (before[to] ?? 0) - (before[from] ?? 0)
  let [observed, expected, years] = [0, 0, 0]
  for (let centre = day - yearLength; centre - 2 * week - weeks >= 0; centre -= yearLength) {
    observed += between(centre - week, centre + week)
    expected += (between(centre - 2 * week - weeks, centre - 2 * week) * 2 * week) / weeks
    years++
  }
  return years < 2 ? 1 : (observed + pseudoTexts) / (expected + pseudoTexts)
}
