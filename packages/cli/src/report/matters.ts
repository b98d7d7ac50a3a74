import { ImportancePerformance, Tally } from "@throughline/core"
import type { ImportancePerformanceMap } from "@throughline/render"
import { type Answers, usualScale } from "./answers.ts"
import type { Scope } from "./Scope.ts"
import type { Counted, TouchpointFindings } from "./touchpoints.ts"
import { periodName, whole } from "./words.ts"

/** A place is told where it is as probable as an interval is sure. */
const sure = 0.95

const listed = (names: ReadonlyArray<string>): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`

const findingOf = (names: ReadonlyArray<string>): string => {
  if (names.length === 0) return "Nothing that matters more than the rest is sure to do worse"
  const [matter, does] = names.length === 1 ? ["matters", "does"] : ["matter", "do"]
  return `${listed(names)} ${matter} more than the rest and ${does} worse`
}

/** What customers said matters, against how well it is done; `undefined` where nothing was asked about at least two touchpoints. */
export const findMatters = (
  findings: ReadonlyArray<TouchpointFindings>,
  { pairs }: Counted,
  answers: Answers,
  { current }: Scope
): ImportancePerformanceMap | undefined => {
  const scale = usualScale(answers.byPeriod, "csat")
  if (scale === undefined) return undefined
  const names = findings.filter(({ importance }) => importance._tag === "Estimate").map(({ map }) => map)
  const asked = new Set<unknown>(names.map(({ id }) => id))
  const tally = Tally.where(Tally.where(pairs, "scale", scale.id), "touchpoint", (touchpoint) => asked.has(touchpoint))
  const map = ImportancePerformance.by(tally, "touchpoint")
  if (map._tag === "InsufficientData") return undefined
  const concentrate = map.points.filter(
    ({ probability, quadrant }) => quadrant === "concentrate here" && probability >= sure
  )
  const nameOf = (id: unknown): string => names.find((each) => each.id === id)?.name ?? String(id)
  return {
    title: findingOf(concentrate.map(({ value }) => nameOf(value))),
    subtitle: `${periodName(current.label)} · ${whole(Tally.total(tally))} pairs of expectation and experience · how important customers said it is, and how satisfied they were`,
    map,
    names
  }
}
