const second = 1000
const day = 86_400 * second

/** A stretch of time with one offset from UTC; instants and offsets in milliseconds. */
interface Span {
  readonly from: number
  readonly to: number
  readonly offset: number
}

/**
 * What a local time stands for: one instant, two (clocks went back), or none (clocks went forward over it). With none,
 * `earlier` and `later` are what it would be if clocks had gone forward before it, or after it.
 */
export interface Instants {
  readonly kind: "one" | "two" | "none"
  readonly earlier: number
  readonly later: number
  /** When the clocks were changed; for one instant, that instant. */
  readonly change: number
}

/** Local times of one IANA zone. The zone's rules come from `Intl`; each year is looked up once. */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat
  readonly #years = new Map<number, ReadonlyArray<Span>>()
  #low = 1
  #high = 0
  #offset = 0

  private constructor(id: string) {
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone: id,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric"
    })
  }

  /** The zone of this name, or `undefined` when there is none. */
  static of(id: string): TimeZone | undefined {
    try {
      return new TimeZone(id)
    } catch {
      return undefined
    }
  }

  /** The instant of a local time that is given as if it were UTC; `undefined` when it is not exactly one. */
  instant(local: number): number | undefined {
    if (local >= this.#low && local < this.#high) return local - this.#offset
    const { earlier, kind } = this.instants(local)
    return kind === "one" ? earlier : undefined
  }

  /** All instants of a local time that is given as if it were UTC. */
  instants(local: number): Instants {
    const spans = this.#spansOf(new Date(local).getUTCFullYear())
    const hits = spans.filter(({ from, offset, to }) => local - offset >= from && local - offset < to)
    const [first, second] = hits
    if (first === undefined) return skipped(spans, local)
    const earlier = local - first.offset
    if (second !== undefined) return { kind: "two", earlier, later: local - second.offset, change: first.to }
    this.#remember(spans, first)
    return { kind: "one", earlier, later: earlier, change: earlier }
  }

  /** Keep the local times that this stretch alone covers: the next one is likely among them. */
  #remember(spans: ReadonlyArray<Span>, span: Span): void {
    const at = spans.indexOf(span)
    const before = spans[at - 1]?.offset ?? span.offset
    const after = spans[at + 1]?.offset ?? span.offset
    this.#low = span.from + Math.max(before, span.offset)
    this.#high = span.to + Math.min(after, span.offset)
    this.#offset = span.offset
  }

  #spansOf(year: number): ReadonlyArray<Span> {
    const known = this.#years.get(year)
    if (known !== undefined) return known
    const spans = this.#findSpans(Date.UTC(year, 0, 1) - 3 * day, Date.UTC(year + 1, 0, 1) + 3 * day)
    this.#years.set(year, spans)
    return spans
  }

  /** Offsets at steps of five days; where two differ, the second of the change between them. */
  #findSpans(from: number, to: number): ReadonlyArray<Span> {
    const spans: Array<Span> = []
    let start = from
    let offset = this.#offsetAt(from)
    for (let at = from; at < to; at += 5 * day) {
      const next = this.#offsetAt(at + 5 * day)
      if (next === offset) continue
      const change = this.#changeBetween(at, at + 5 * day, offset)
      spans.push({ from: start, to: change, offset })
      start = change
      offset = next
    }
    spans.push({ from: start, to: to + 5 * day, offset })
    return spans
  }

  #changeBetween(before: number, after: number, offset: number): number {
    let [low, high] = [before, after]
    while (high - low > second) {
      const middle = low + Math.floor((high - low) / 2 / second) * second
      if (this.#offsetAt(middle) === offset) low = middle
      else high = middle
    }
    return high
  }

  #offsetAt(instant: number): number {
    const parts: Record<string, number> = {}
    for (const { type, value } of this.#format.formatToParts(instant)) parts[type] = Number(value)
    const { day = 1, hour = 0, minute = 0, month = 1, second: s = 0, year = 1970 } = parts
    return Date.UTC(year, month - 1, day, hour, minute, s) - instant
  }
}

/** A local time that the clocks went forward over. */
const skipped = (spans: ReadonlyArray<Span>, local: number): Instants => {
  for (const [i, before] of spans.entries()) {
    const after = spans[i + 1]
    if (after === undefined || local - before.offset < before.to || local - after.offset >= after.from) continue
    return { kind: "none", earlier: local - after.offset, later: local - before.offset, change: before.to }
  }
  return { kind: "none", earlier: local, later: local, change: local }
}
