import type { ControlChart } from "@throughline/core"
import { clean } from "../text/clean.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { formatted, number, plural } from "../text/number.ts"
import { centreOf, formatIn, isShares, mostPeriods, type Point, shownPoints, type Track } from "./tracks.ts"

type Chart = ControlChart.ControlChart

/** How values of a chart are written. */
export const formatOf = (chart: Chart, given: NumberFormat | undefined): NumberFormat => {
  const decimals = given?.decimals ?? (given?.style === "signed" ? 0 : 1)
  return isShares(chart) ? { style: "percent", decimals } : { style: given?.style ?? "number", decimals }
}

/** `8 on one side, above: 2026-03 to 2026-12, seen in 2026-10`. */
export const signalInWords = ({ detected, rule, side, since, through }: ControlChart.Signal): string => {
  const where = side === "both" ? "" : `, ${side}`
  const seen = detected === since ? "" : `, seen in ${clean(detected)}`
  return `${clean(rule)}${where}: ${clean(since)}${through === since ? "" : ` to ${clean(through)}`}${seen}`
}

const limitsInWords = ({ high, low }: Track, place: number, format: NumberFormat): string => {
  const limits = [low[place], high[place]].flatMap((limit) => (limit === undefined ? [] : [formatted(limit, format)]))
  if (limits.length === 0) return ""
  return limits.length === 1 ? ` (limit ${limits[0]})` : ` (limits ${limits.join(" to ")})`
}

/** What a track shows of one period. */
const factsOf = (track: Track, place: number, format: NumberFormat): ReadonlyArray<string> => {
  const values = track.lines.flatMap((line) => line[place] ?? [])
  const dot = track.dots[place]
  const shown = dot === undefined ? [] : [`value ${formatted(dot, format)}`]
  if (values.length === 0) return shown
  const words = values.map((value) => formatted(value, format)).join(" and ")
  return [...shown, `${track.what}${words}${limitsInWords(track, place, format)}`]
}

/** One period, in words. */
export const pointInWords = (
  { inProgress, period, rules }: Point,
  tracks: ReadonlyArray<Track>,
  place: number,
  format: NumberFormat
): string => {
  const facts = tracks.flatMap((track) => factsOf(track, place, formatIn(track, format)))
  const met = rules.length === 0 ? [] : [rules.map(clean).join(" and ")]
  const all = [...(facts.length === 0 ? ["no value"] : facts), ...met].join(", ")
  return `${clean(period)}${inProgress ? " (so far)" : ""}: ${all}`
}

/** What the limits stand on, what was left out, and what chance alone would give. */
export const standing = (chart: Chart): ReadonlyArray<string> => {
  const { baseline, excluded, falseAlarms, points } = chart
  const from =
    baseline === null
      ? "Limits stand on a target and a sigma that were told."
      : `Limits stand on ${plural(baseline.periods, "period")}, ${clean(baseline.from)} to ${clean(baseline.through)}.`
  const chance = `Where nothing has changed, chance meets ${number(falseAlarms.expected, falseAlarms.expected < 9.95 ? 1 : 0)} rules in ${plural(falseAlarms.periods, "period")}.`
  const out = excluded.missing + excluded.invalid
  return [
    `${from} ${chance}`,
    ...(points.length > mostPeriods
      ? [`The last ${mostPeriods} of ${number(points.length, 0)} periods are drawn.`]
      : []),
    ...(out > 0 ? [`${plural(out, "record")} without a usable answer left out.`] : [])
  ]
}

/** Everything that a chart says, in words. */
export const describe = (chart: Chart, tracks: ReadonlyArray<Track>, format: NumberFormat): string => {
  const centre = centreOf(chart)
  const signals = chart.signals.length === 0 ? "No rule is met" : chart.signals.map(signalInWords).join("; ")
  const periods = shownPoints(chart).map((point, i) => pointInWords(point, tracks, i, format))
  return `A control chart (${chart.kind}) of ${plural(chart.points.length, "period")}, centre ${centre === undefined ? "not known" : formatted(centre, format)}. ${signals}. ${periods.join("; ")}.`
}
