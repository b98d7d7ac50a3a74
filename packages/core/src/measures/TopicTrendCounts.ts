import type { Excluded } from "../stats/Estimate.ts"
import { ordinal } from "../tally/PeriodLabel.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** Topics by day, in the order of their values, all over the same days. */
export interface TopicCounts {
  /** The days since 1970 of the first day. */
  readonly first: number
  readonly days: number
  readonly topics: ReadonlyArray<{ readonly topic: Value; readonly part: Value; readonly counts: Float64Array }>
  /** Days of texts that are not over, in order. */
  readonly inProgress: ReadonlyArray<string>
  readonly excluded: Excluded
  readonly n: number
}

/** The names of the dimensions. */
export interface TopicNames {
  readonly topic: string
  readonly day: string
  /** A dimension to split by. */
  readonly part?: string
}

/** Earlier days are not read: three years and the season before them. */
const longest = 1200

const dayMilliseconds = 86_400_000

/** The label of a day since 1970. */
export const labelOf = (day: number): string => new Date(day * dayMilliseconds).toISOString().slice(0, 10)

/** What is said of each day: its ordinal, `null` where it is missing, `undefined` where it is no day. */
const ordinals = (values: ReadonlyArray<Value>): ReadonlyArray<number | null | undefined> =>
  values.map((value) => {
    if (value === null) return null
    return typeof value === "string" ? ordinal("day", value) : undefined
  })

/** The days of a tally: what each is, and which are read. */
interface Span {
  readonly ordinals: ReadonlyArray<number | null | undefined>
  readonly isOver: ReadonlyArray<boolean>
  readonly first: number
  readonly days: number
}

const spanOf = (values: ReadonlyArray<Value>, inProgress: string | undefined): Span => {
  const found = ordinals(values)
  const isOver = values.map((value) => inProgress === undefined || String(value) < inProgress)
  const over = found.filter((day, i): day is number => typeof day === "number" && isOver[i] === true)
  const last = over.reduce((most, day) => Math.max(most, day), Number.NEGATIVE_INFINITY)
  const earliest = over.reduce((least, day) => Math.min(least, day), last)
  const first = Math.max(last - longest + 1, earliest)
  return { ordinals: found, isOver, first, days: over.length === 0 ? 0 : last - first + 1 }
}

/** Topics that are still being counted. */
class Counting {
  readonly topics = new Map<number, { topic: Value; part: Value; counts: Float64Array }>()
  missing = 0
  invalid = 0
  n = 0
  private readonly span: Span

  constructor(span: Span) {
    this.span = span
  }

  /** Count texts; `key` orders topics. */
  add(key: number, topic: Value, part: Value, place: number, copies: number): void {
    const day = this.span.ordinals[place]
    if (topic === null || day === null) this.missing += copies
    else if (day === undefined) this.invalid += copies
    else if (this.span.isOver[place] === true) this.addDay(key, { topic, part }, day - this.span.first, copies)
  }

  private addDay(key: number, names: { topic: Value; part: Value }, at: number, copies: number): void {
    if (at < 0) return
    const known = this.topics.get(key) ?? { ...names, counts: new Float64Array(this.span.days) }
    known.counts[at] = (known.counts[at] ?? 0) + copies
    this.topics.set(key, known)
    this.n += copies
  }
}

/** Count a tally by topic and day. */
export const countTopics = (tally: Tally, names: TopicNames, inProgress: string | undefined): TopicCounts => {
  const [topics, days] = [column(tally, names.topic), column(tally, names.day)]
  const parts = names.part === undefined ? undefined : column(tally, names.part)
  const span = spanOf(days.values, inProgress)
  const counting = new Counting(span)
  tally.counts.forEach((count, group) => {
    const [topic, part] = [topics.codes[group] ?? 0, parts?.codes[group] ?? 0]
    const key = part * topics.values.length + topic
    const value = parts === undefined ? null : valueAt(parts, group)
    counting.add(key, valueAt(topics, group), value, days.codes[group] ?? 0, count)
  })
  const { invalid, missing, n } = counting
  return {
    first: span.first,
    days: span.days,
    topics: [...counting.topics].sort(([a], [b]) => a - b).map(([, each]) => each),
    inProgress: days.values.flatMap((value, i) =>
      typeof span.ordinals[i] === "number" && span.isOver[i] === false ? [String(value)] : []
    ),
    excluded: { missing, invalid },
    n
  }
}
