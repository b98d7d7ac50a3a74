import { column, valueAt } from "../tally/read.ts"
import { type Column, type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

export { type Attention, type AttentionOptions, attention, type TouchpointAttention } from "./Attention.ts"

/** A journey as planned, as plain data: a `PlannedJourney`, or one written in code, is one. */
export interface JourneyToCover {
  readonly stages: ReadonlyArray<{
    readonly id: string
    readonly touchpoints: ReadonlyArray<{ readonly id: string }>
  }>
}

/** What ought to be covered, and which dimensions of the tally say so. */
export interface CoverageOptions<Name extends string> {
  readonly journey: JourneyToCover
  /** The stages that a journey ought to have, such as `nineStages`; without them none is missed. */
  readonly stages?: ReadonlyArray<{ readonly id: string }>
  /** The components that ought to be asked at each touchpoint, such as `["emotional", "functional"]`. */
  readonly components?: ReadonlyArray<string>
  /** The channels that answers ought to come from at each touchpoint, such as `["web", "phone"]`. */
  readonly channels?: ReadonlyArray<string>
  /** The first period whose answers are fresh, such as `"2026-01"`; without it no answer is stale. */
  readonly freshFrom?: string
  /** The dimension that holds the touchpoint: `"touchpoint"` unless told. */
  readonly touchpoint?: Name
  /** The dimension that holds the component: `"component"` unless told. Read where `components` are given. */
  readonly component?: Name
  /** The dimension that holds the channel: `"channel"` unless told. Read where `channels` are given. */
  readonly channel?: Name
  /** The dimension that holds the period: `"month"` unless told. Read where `freshFrom` is given. */
  readonly period?: Name
}

/** What is known at one planned touchpoint. */
export interface TouchpointCoverage {
  readonly stage: string
  readonly touchpoint: string
  readonly answers: number
  /** The last period with an answer; `null` without one, or where periods are not asked for. */
  readonly last: string | null
  readonly status: "covered" | "stale" | "no answers"
  /** Components that ought to be asked and never were, here. */
  readonly componentsNeverAsked: ReadonlyArray<string>
  /** Components whose last answer, here, is not fresh. */
  readonly componentsStale: ReadonlyArray<string>
  /** Channels that no answer ever came from, here. */
  readonly channelsNeverAsked: ReadonlyArray<string>
  /** Channels whose last answer, here, is not fresh. */
  readonly channelsStale: ReadonlyArray<string>
}

/** Covered and uncovered ground: every list but the first is a finding, and empty when all is well. */
export interface CoverageReport {
  readonly _tag: "Coverage"
  /** Every planned touchpoint, in the order of the journey. */
  readonly touchpoints: ReadonlyArray<TouchpointCoverage>
  /** Planned touchpoints without an answer. */
  readonly withoutAnswers: ReadonlyArray<string>
  /** Planned touchpoints whose last answer is from before `freshFrom`, or has no date. */
  readonly stale: ReadonlyArray<string>
  /** Components that no planned touchpoint was ever asked about. */
  readonly componentsNeverAsked: ReadonlyArray<string>
  /** Components that were asked about, and of which no planned touchpoint has a fresh answer. */
  readonly componentsStale: ReadonlyArray<string>
  /** Channels that no answer about a planned touchpoint ever came from. */
  readonly channelsNeverAsked: ReadonlyArray<string>
  /** Channels that answers came from, none of them fresh. */
  readonly channelsStale: ReadonlyArray<string>
  /** Stages that ought to be there and have no touchpoint in the journey. */
  readonly stagesNotPlanned: ReadonlyArray<string>
  /** Planned stages of which no touchpoint has a fresh answer. */
  readonly stagesNotCovered: ReadonlyArray<string>
  /** Answers about what is not in the journey, by touchpoint; `null` are answers about none. */
  readonly notPlanned: ReadonlyArray<{ readonly touchpoint: Value; readonly answers: number }>
  /** Planned touchpoints with fresh answers, of all planned: a count of the plan, not a sample, so it has no interval. */
  readonly covered: { readonly touchpoints: number; readonly of: number }
}

/** What was asked about one touchpoint: the last period of each component and channel, and of all. */
interface Asked {
  answers: number
  last: string | null
  readonly components: Map<Value, string | null>
  readonly channels: Map<Value, string | null>
}

const nothing = (): Asked => ({ answers: 0, last: null, components: new Map(), channels: new Map() })

const later = (a: string | null, b: Value): string | null => {
  if (b === null) return a
  return a === null || String(b) > a ? String(b) : a
}

const askedAt = (tally: Tally, options: CoverageOptions<string>): ReadonlyMap<Value, Asked> => {
  const touchpoint = column(tally, options.touchpoint ?? "touchpoint")
  const component = options.components && column(tally, options.component ?? "component")
  const channel = options.channels && column(tally, options.channel ?? "channel")
  const period = options.freshFrom === undefined ? undefined : column(tally, options.period ?? "month")
  const asked = new Map(touchpoint.values.map((value) => [value, nothing()]))
  tally.counts.forEach((copies, group) => {
    const here = asked.get(valueAt(touchpoint, group))
    if (here === undefined) return
    const on = period === undefined ? null : valueAt(period, group)
    here.answers += copies
    here.last = later(here.last, on)
    note(here.components, component, group, on)
    note(here.channels, channel, group, on)
  })
  return asked
}

const note = (lasts: Map<Value, string | null>, from: Column | undefined, group: number, period: Value): void => {
  if (from === undefined) return
  const value = valueAt(from, group)
  lasts.set(value, later(lasts.get(value) ?? null, period))
}

/** Labels of one unit look alike: a quarter does not compare with a month. */
const shape = (label: string): string => label.replace(/\d/g, "0")

const isFresh = (last: string | null, freshFrom: string): boolean => {
  if (last === null) return false
  if (shape(last) !== shape(freshFrom)) throw new TallyMismatch(`The period ${last} does not compare with ${freshFrom}`)
  return last >= freshFrom
}

/** Which of those that ought to be there have no answer, and which have none that is fresh. */
const wanting = (wanted: ReadonlyArray<string>, lasts: ReadonlyMap<Value, string | null>, freshFrom?: string) => {
  const isStale = (last: string | null | undefined): boolean =>
    last !== undefined && freshFrom !== undefined && !isFresh(last, freshFrom)
  return {
    neverAsked: wanted.filter((each) => !lasts.has(each)),
    stale: wanted.filter((each) => isStale(lasts.get(each)))
  }
}

/** The last period of each, over several touchpoints. */
const together = (all: ReadonlyArray<ReadonlyMap<Value, string | null>>): ReadonlyMap<Value, string | null> => {
  const lasts = new Map<Value, string | null>()
  for (const [value, last] of all.flatMap((each) => [...each])) {
    lasts.set(value, later(lasts.get(value) ?? null, last))
  }
  return lasts
}

const statusOf = ({ answers, last }: Asked, freshFrom: string | undefined): TouchpointCoverage["status"] => {
  if (answers === 0) return "no answers"
  return freshFrom === undefined || isFresh(last, freshFrom) ? "covered" : "stale"
}

/**
 * Where the journey is covered by answers, and where it is not, from a tally of answers by touchpoint (and component, and
 * period, where those are asked for).
 *
 * Uncovered ground is a finding, returned as data: touchpoints without an answer or with stale ones, components and channels
 * never asked or stale, stages that are not planned or not covered, and answers about what is not planned. A tally of nothing leaves everything
 * uncovered. Throws `TallyMismatch` when a dimension is not there, or `freshFrom` is a label of another unit.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Coverage from "./Coverage.ts"
 *
 * const journey = { stages: [{ id: "purchase", touchpoints: [{ id: "checkout" }] }, { id: "use", touchpoints: [{ id: "delivery" }] }] }
 * const answers = [{ touchpoint: "checkout", score: 4 }, { touchpoint: "kiosk", score: 2 }]
 * const report = Coverage.fromTally(Tally.from(answers, { by: ["touchpoint"] }), { journey })
 * report.withoutAnswers // => ["delivery"]
 * report.stagesNotCovered // => ["use"]
 * report.notPlanned // => [{ touchpoint: "kiosk", answers: 1 }]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: CoverageOptions<NoInfer<Name>>
): CoverageReport => {
  const { channels = [], components = [], freshFrom, journey, stages = [] } = options
  const asked = askedAt(tally, options)
  const touchpoints = journey.stages.flatMap((stage) =>
    stage.touchpoints.map(({ id }): TouchpointCoverage => {
      const here = asked.get(id) ?? nothing()
      const ofComponents = wanting(components, here.components, freshFrom)
      const ofChannels = wanting(channels, here.channels, freshFrom)
      return {
        stage: stage.id,
        touchpoint: id,
        answers: here.answers,
        last: here.last,
        status: statusOf(here, freshFrom),
        componentsNeverAsked: ofComponents.neverAsked,
        componentsStale: ofComponents.stale,
        channelsNeverAsked: ofChannels.neverAsked,
        channelsStale: ofChannels.stale
      }
    })
  )
  const idsOf = (status: TouchpointCoverage["status"]): ReadonlyArray<string> =>
    touchpoints.filter((each) => each.status === status).map((each) => each.touchpoint)
  const planned = new Set<Value>(touchpoints.map((each) => each.touchpoint))
  const ofPlanned = touchpoints.map(({ touchpoint }) => asked.get(touchpoint) ?? nothing())
  const ofComponents = wanting(components, together(ofPlanned.map((each) => each.components)), freshFrom)
  const ofChannels = wanting(channels, together(ofPlanned.map((each) => each.channels)), freshFrom)
  const plannedStages = new Set(touchpoints.map((each) => each.stage))
  const coveredStages = new Set(touchpoints.flatMap((each) => (each.status === "covered" ? [each.stage] : [])))
  return {
    _tag: "Coverage",
    touchpoints,
    withoutAnswers: idsOf("no answers"),
    stale: idsOf("stale"),
    componentsNeverAsked: ofComponents.neverAsked,
    componentsStale: ofComponents.stale,
    channelsNeverAsked: ofChannels.neverAsked,
    channelsStale: ofChannels.stale,
    stagesNotPlanned: stages.flatMap(({ id }) => (plannedStages.has(id) ? [] : [id])),
    stagesNotCovered: journey.stages.flatMap(({ id }) => (coveredStages.has(id) ? [] : [id])),
    notPlanned: [...asked].flatMap(([touchpoint, { answers }]) =>
      planned.has(touchpoint) ? [] : [{ touchpoint, answers }]
    ),
    covered: { touchpoints: idsOf("covered").length, of: touchpoints.length }
  }
}
