import {
  benjaminiHochberg,
  Gap,
  insufficientData,
  MeanScore,
  type Measured,
  Nps,
  type PlannedJourney,
  Scale,
  Tally
} from "@throughline/core"
import type { JourneyMap, JourneyTouchpoint, NpsScore } from "@throughline/render"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { type Answers, asked, usualScale } from "./answers.ts"
import { fewest } from "./fewest.ts"
import type { Scope } from "./Scope.ts"
import { decimal, periodName, whole } from "./words.ts"

/** Everything measured at one touchpoint, in the order of the journey. */
export interface TouchpointFindings {
  readonly map: JourneyTouchpoint
  readonly gap: Gap.GapResult
  readonly importance: MeanScore.MeanScoreResult
  /** The p-value of its gap, corrected for the number of touchpoints. */
  readonly adjustedP: number | null
}

/** What is known about touchpoints in the current period, counted by the store. */
export const readTouchpoints = Effect.fn("readTouchpoints")(function* ({ current }: Scope) {
  const store = yield* Store
  const at = { from: current.start, to: current.end }
  const pairs = yield* store.tally({
    source: "gaps",
    by: ["touchpoint", "scale", "predicted", "importance", "score"],
    where: { component: null, at }
  })
  const reach = yield* store.tally({ source: "reach", by: ["touchpoint"], where: { at } })
  return { pairs, reach }
})

export interface Counted extends Effect.Success<ReturnType<typeof readTouchpoints>> {}

const none = (reason: string): Measured => insufficientData(reason, 0)

const npsScore = (tally: Parameters<typeof Nps.fromTally>[0]): NpsScore | undefined => {
  const score = Nps.fromTally(tally, { minimum: fewest })
  if (score._tag !== "Estimate") return undefined
  const { detractors, passives, promoters } = score
  return { score, counts: { detractors, passives, promoters } }
}

const experience = (answers: Answers, id: string, scale: Scale.Scale): Measured =>
  MeanScore.fromTally(Tally.where(asked(answers.byTouchpoint, "csat", scale.id), "touchpoint", id), {
    scale,
    minimum: fewest
  })

const paired = (counted: Counted, id: string, scale: Scale.Scale) => {
  const here = Tally.where(Tally.where(counted.pairs, "touchpoint", id), "scale", scale.id)
  const complete = Tally.where(here, "predicted", (predicted) => predicted !== null)
  return {
    expected: MeanScore.fromTally(complete, { scale, score: "predicted", minimum: fewest }),
    experienced: MeanScore.fromTally(complete, { scale, minimum: fewest }),
    importance: MeanScore.fromTally(complete, { scale, score: "importance", minimum: fewest }),
    gap: Gap.fromTally(complete, { minimum: fewest })
  }
}

type Planned = ReturnType<typeof PlannedJourney.touchpoints>[number]

const measure = (planned: Planned, answers: Answers, counted: Counted, scale: Scale.Scale | undefined) => {
  const { stage, touchpoint } = planned
  const { channel, momentOfTruth, name, optional } = touchpoint
  const pairs = scale === undefined ? undefined : paired(counted, touchpoint.id, scale)
  const measured = scale === undefined ? none("no satisfaction was asked") : experience(answers, touchpoint.id, scale)
  const [reached] = Tally.rows(Tally.where(counted.reach, "touchpoint", touchpoint.id))
  const map: JourneyTouchpoint = {
    id: touchpoint.id,
    name,
    stage: stage.name,
    channel: channel === undefined ? undefined : { kind: channel, label: channelNames[channel] },
    momentOfTruth,
    optional,
    expected: pairs?.expected ?? none("no expectation was asked"),
    // Beside an expectation, the same customers: so the two means differ by exactly the gap.
    experienced: pairs?.gap._tag === "Estimate" ? pairs.experienced : measured,
    gap: pairs?.gap ?? none("no expectation was asked"),
    nps: npsScore(Tally.where(asked(answers.byTouchpoint, "nps", Scale.nps.id), "touchpoint", touchpoint.id)),
    customers: reached?.count
  }
  const unknown = insufficientData("no expectation was asked", 0)
  return { map, gap: pairs?.gap ?? unknown, importance: pairs?.importance ?? unknown }
}

const channelNames = {
  web: "Web",
  app: "App",
  email: "E-mail",
  phone: "Phone",
  chat: "Chat",
  store: "Store",
  social: "Social",
  parcel: "Parcel",
  post: "Post",
  event: "Event",
  other: "Other"
} as const

/** The findings at each touchpoint of the journey. */
export const findTouchpoints = (
  planned: ReadonlyArray<Planned>,
  answers: Answers,
  counted: Counted
): ReadonlyArray<TouchpointFindings> => {
  const scale = usualScale(answers.byPeriod, "csat")
  const measured = planned.map((each) => measure(each, answers, counted, scale))
  const adjusted = benjaminiHochberg(measured.map(({ gap }) => (gap._tag === "Estimate" ? gap.p : null)))
  return measured.map((each, i) => ({ ...each, adjustedP: adjusted[i] ?? null }))
}

/** The touchpoints that fall short beyond chance, the largest shortfall first. */
export const shortfalls = (findings: ReadonlyArray<TouchpointFindings>): ReadonlyArray<TouchpointFindings> =>
  findings
    .filter(({ adjustedP, gap }) => gap._tag === "Estimate" && gap.value < 0 && (adjustedP ?? 1) < 0.05)
    .toSorted((a, b) => gapOf(a) - gapOf(b))

const gapOf = ({ gap }: TouchpointFindings): number => (gap._tag === "Estimate" ? gap.value : 0)

/** The customers of the busiest touchpoint: as many as are known to be there. */
export const customersOf = (findings: ReadonlyArray<TouchpointFindings>): number =>
  Math.max(0, ...findings.map(({ map }) => map.customers ?? 0))

/** The sentence at the top: the largest certain shortfall, or that there is none. */
export const finding = (findings: ReadonlyArray<TouchpointFindings>): string | undefined => {
  const worst = shortfalls(findings)[0]?.map
  if (worst?.experienced._tag === "Estimate" && worst.expected._tag === "Estimate") {
    return `${worst.name} falls furthest short: ${decimal(worst.experienced.value)} where customers expect ${decimal(worst.expected.value)}`
  }
  const known = findings.some(({ map }) => map.gap._tag === "Estimate")
  return known ? "No touchpoint falls short of expectations beyond chance" : undefined
}

/** The journey map of the findings. */
export const toMap = (
  findings: ReadonlyArray<TouchpointFindings>,
  { paths, title }: Pick<JourneyMap, "title" | "paths">,
  { current }: Scope,
  answers: Answers
): JourneyMap | undefined => {
  const scale = usualScale(answers.byPeriod, "csat")
  if (scale === undefined || findings.length === 0) return undefined
  const answered = findings.reduce(
    (sum, { map }) => sum + (map.experienced._tag === "Suppressed" ? 0 : map.experienced.n),
    0
  )
  return {
    title,
    subtitle: `${periodName(current.label)} · ${whole(answered)} answers · score ${scale.minimum} to ${scale.maximum}`,
    scale: { minimum: scale.minimum, maximum: scale.maximum },
    touchpoints: findings.map(({ map }) => map),
    paths
  }
}
