import { nps, type Scale } from "../domain/Scale.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import {
  type Estimate,
  type Excluded,
  type InsufficientData,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import * as PartImpact from "../stats/PartImpact.ts"
import { by as slices } from "../tally/slice.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import { compare, type Value } from "../tally/Value.ts"
import type { Group } from "./Grouped.ts"
import * as ScoreCounts from "./ScoreCounts.ts"

/** The score of all answers minus the score of those without the theme: below zero, the score is lower with it. */
export interface ThemeImpactEstimate extends Estimate {
  readonly definition: "score of all minus score of those without the theme"
  /** `"NPS"`, or the scale of the mean. */
  readonly measure: string
  /** Answers with the theme. */
  readonly mentions: number
  /** Score of the answers with the theme. */
  readonly withTheme: number
  /** Score of the answers without it. */
  readonly withoutTheme: number
}

/** An impact, or why there is none. */
export type ThemeImpactResult = ThemeImpactEstimate | InsufficientData | Suppressed

/** Which score, and how its impacts are reported. */
export interface ThemeImpactOptions {
  /** The impact on the mean of answers on this scale; on NPS unless told. */
  readonly scale?: Scale
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold the impact when fewer answers than this have the theme, or lack it: 1 unless told. */
  readonly minimum?: number
}

/** An answer and what its comment is about; a theme named twice counts once. */
export interface ThemedAnswer {
  readonly score: number | null | undefined
  readonly themes: Iterable<string>
}

/** Answers with a theme and without it. */
interface Sides {
  readonly value: Value
  readonly part: ScoreCounts.ScoreCounts
  readonly rest: ScoreCounts.ScoreCounts
  /** Answers that neither side counts. */
  readonly excluded: Excluded
}

const impactOf = ({ part, rest }: Sides, { level = 0.95, scale }: ThemeImpactOptions): PartImpact.PartImpact => {
  if (scale !== undefined) return PartImpact.ofMean(ScoreCounts.moments(part), ScoreCounts.moments(rest), level)
  const trinomial = (counts: ScoreCounts.ScoreCounts) => ({
    negative: ScoreCounts.within(counts, 0, 6),
    neutral: ScoreCounts.within(counts, 7, 8),
    positive: ScoreCounts.within(counts, 9, 10)
  })
  return PartImpact.ofNetScore(trinomial(part), trinomial(rest), level)
}

const obstacle = (sides: Sides, { minimum = 1, scale }: ThemeImpactOptions): InsufficientData | Suppressed | null => {
  const [part, rest] = [ScoreCounts.answered(sides.part), ScoreCounts.answered(sides.rest)]
  const [n, needs] = [part + rest, scale === undefined ? 1 : 2]
  if (part < needs) return insufficientData("too few answers with the theme", n, sides.excluded)
  if (rest < needs) return insufficientData("too few answers without the theme", n, sides.excluded)
  return Math.min(part, rest) < minimum ? { _tag: "Suppressed", minimum, n: Math.min(part, rest) } : null
}

const finish = (sides: Sides, options: ThemeImpactOptions): Omit<Group<ThemeImpactResult>, "adjustedP" | "differs"> => {
  const { excluded, value } = sides
  const why = obstacle(sides, options)
  if (why !== null) {
    const fromRest = why._tag === "Suppressed" ? insufficientData("withheld", why.n, excluded) : why
    return { value, result: why, fromRest }
  }
  const { difference, interval, part, rest, value: impact } = impactOf(sides, options)
  const [mentions, others] = difference.n
  const result: ThemeImpactEstimate = {
    _tag: "Estimate",
    value: impact,
    interval,
    n: mentions + others,
    excluded,
    definition: "score of all minus score of those without the theme",
    measure: options.scale?.id ?? "NPS",
    mentions,
    withTheme: part,
    withoutTheme: rest
  }
  return { value, result, fromRest: difference }
}

const finishAll = (
  themes: ReadonlyArray<Sides>,
  options: ThemeImpactOptions
): ReadonlyArray<Group<ThemeImpactResult>> => {
  const rows = themes.map((sides) => finish(sides, options))
  const adjusted = benjaminiHochberg(rows.map(({ fromRest }) => (fromRest._tag === "Difference" ? fromRest.p : null)))
  return rows.map((row, i) => {
    const adjustedP = adjusted[i] ?? null
    return { ...row, adjustedP, differs: adjustedP !== null && adjustedP < 1 - (options.level ?? 0.95) }
  })
}

const sidesOf = (all: ScoreCounts.ScoreCounts, value: Value, part: ScoreCounts.ScoreCounts): Sides => {
  const rest = ScoreCounts.subtract(all, part)
  if (rest.counts.some((count) => count < 0)) {
    throw new TallyMismatch(`More answers mention a theme than there are answers with the same score`)
  }
  return { value, part, rest, excluded: { missing: all.missing, invalid: all.invalid } }
}

/**
 * How much each theme of comments weighs in the score: that of all answers minus that of the answers without the theme. An
 * answer with several themes counts in each.
 *
 * NPS in points unless a `scale` asks for the mean on it. The interval is the delta method's, for the share of the theme and
 * both scores together (for NPS with three answers added, as adjusted Wald does). Each theme has its difference from the
 * rest, with p-values corrected for the number of themes (Benjamini–Hochberg). A theme that all answers or none have is
 * `InsufficientData`. Themes come in a fixed order; those of one answer overlap, so impacts do not add up to the score.
 *
 * Formula: n_t (NPS_t − NPS) / (N − n_t), by algebra from NPS(all) − NPS(without the theme). A theme is associated with the
 * score; whether it is the reason, this does not tell.
 *
 * Source: Rocks (2016), The American Statistician 70, for the answers added; Welch (1947), Biometrika 34, for means.
 *
 * ```ts import.meta.vitest
 * import * as ThemeImpact from "./ThemeImpact.ts"
 *
 * const answers = [
 *   { score: 2, themes: ["price", "delivery"] }, { score: 9, themes: ["delivery"] }, { score: 10, themes: [] },
 *   { score: 9, themes: [] }, { score: 7, themes: ["price"] }
 * ]
 * const impacts = ThemeImpact.fromAnswers(answers)
 * impacts.map(({ result, value }) => [value, result._tag === "Estimate" ? Math.round(result.value) : null]) // => [["delivery", -27], ["price", -60]]
 * ```
 */
export const fromAnswers = (
  answers: Iterable<ThemedAnswer>,
  options: ThemeImpactOptions = {}
): ReadonlyArray<Group<ThemeImpactResult>> => {
  const scores: Array<ThemedAnswer["score"]> = []
  const mentions = new Map<string, Array<ThemedAnswer["score"]>>()
  for (const { score, themes } of answers) {
    scores.push(score)
    for (const theme of new Set(themes)) {
      const known = mentions.get(theme)
      if (known === undefined) mentions.set(theme, [score])
      else known.push(score)
    }
  }
  const { scale = nps } = options
  const all = ScoreCounts.fromScores(scores, scale)
  const themes = [...mentions].sort(([a], [b]) => compare(a, b))
  return finishAll(
    themes.map(([theme, own]) => sidesOf(all, theme, ScoreCounts.fromScores(own, scale))),
    options
  )
}

/** Where two tallies hold the answer and the theme. */
export interface MentionOptions<Name extends string, Theme extends string> extends ThemeImpactOptions {
  /** The dimension of both tallies that holds the answer: `"score"` unless told. */
  readonly score?: Name
  /** The dimension of the mentions that holds the theme: `"theme"` unless told. */
  readonly theme?: Theme
}

/**
 * The same from two tallies: all answers by score, and mentions by theme and score, where an answer is counted once a theme.
 *
 * Throws `TallyMismatch` when a dimension is not there, or a theme is mentioned more often than there are answers.
 */
export const fromMentions = <Name extends string, Mention extends string>(
  answers: Tally<Name>,
  mentions: Tally<Mention>,
  options: MentionOptions<NoInfer<Name & Mention>, NoInfer<Mention>> = {}
): ReadonlyArray<Group<ThemeImpactResult>> => {
  const { scale = nps, score = "score", theme = "theme" } = options
  const all = ScoreCounts.fromTally(answers, score, scale)
  const themes = ScoreCounts.byDimension(mentions, theme, score, scale).filter(([value]) => value !== null)
  return finishAll(
    themes.map(([value, part]) => sidesOf(all, value, part)),
    options
  )
}

/** Which dimensions of a tally say whether an answer has a theme. */
export interface MembershipOptions<Name extends string> extends ThemeImpactOptions {
  /** One yes-or-no dimension a theme: `true` or 1, `false` or 0. */
  readonly themes: ReadonlyArray<Name>
  /** `"score"` unless told. */
  readonly score?: Name
}

/** Answers with a theme, without it, and those of which it is not known. */
const membership = (tally: Tally, theme: string, score: string, scale: Scale): Sides => {
  const nothing = ScoreCounts.nothing(scale)
  const sides = new Map<string, ScoreCounts.ScoreCounts>()
  for (const { tally: slice, value } of slices(tally, theme)) {
    const side = sideOf(value)
    sides.set(side, ScoreCounts.add(sides.get(side) ?? nothing, ScoreCounts.fromTally(slice, score, scale)))
  }
  const at = (side: string): ScoreCounts.ScoreCounts => sides.get(side) ?? nothing
  const everyone = (counts: ScoreCounts.ScoreCounts): number =>
    ScoreCounts.answered(counts) + counts.missing + counts.invalid
  const excluded = {
    missing: at("with").missing + at("without").missing + everyone(at("missing")),
    invalid: at("with").invalid + at("without").invalid + everyone(at("invalid"))
  }
  return { value: theme, part: at("with"), rest: at("without"), excluded }
}

const sideOf = (value: Value): string => {
  if (value === null) return "missing"
  if (value === true || value === 1) return "with"
  return value === false || value === 0 ? "without" : "invalid"
}

/**
 * The same from one tally that has a yes-or-no dimension for each theme, joint with the answer.
 *
 * Answers of which it is not known whether they have a theme are missing for that theme. Throws `TallyMismatch` when a
 * dimension is not there.
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: MembershipOptions<NoInfer<Name>>
): ReadonlyArray<Group<ThemeImpactResult>> => {
  const { scale = nps, score = "score", themes } = options
  return finishAll(
    themes.map((theme) => membership(tally, theme, score, scale)),
    options
  )
}
