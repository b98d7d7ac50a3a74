import { Churn, Dimension, insufficientData, Survival, Tally } from "@throughline/core"
import type { ReportMeasure, SurvivalCurve, SurvivalGroup } from "@throughline/render"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { inProgress, type Scope } from "./Scope.ts"
import { decimal, periodName, scaled, whole } from "./words.ts"

const halfYear = 180

/** How long customers stay, counted by the store as of the end of the data. */
export const readLifetimes = Effect.fn("readLifetimes")(function* ({ asOf, timeZone }: Scope) {
  const store = yield* Store
  const lifetimes = yield* store.tally({ source: "lifetimes", asOf, by: ["plan", "days", "outcome"] })
  const spells = yield* store.tally({
    source: "lifetimes",
    asOf,
    by: [
      Dimension.named(Dimension.period("startedAt", "month", timeZone), "started"),
      Dimension.named(Dimension.period("endedAt", "month", timeZone), "ended")
    ]
  })
  return { lifetimes, spells }
})

export type Lifetimes = Effect.Success<ReturnType<typeof readLifetimes>>

/** The share still there after half a year, and the customers lost in the last complete month. */
export const stayingMeasures = (
  { lifetimes, spells }: Lifetimes,
  { asOf, timeZone }: Scope
): ReadonlyArray<ReportMeasure> => {
  if (Tally.total(lifetimes) === 0) return []
  const curve = Survival.fromTally(lifetimes)
  const staying = curve._tag === "SurvivalCurve" ? Survival.at(curve, halfYear) : insufficientData("no lifetimes", 0)
  const unfinished = inProgress("month", timeZone, asOf.getTime())
  const last = Churn.over(spells).findLast(({ period }) => period !== unfinished)
  const lost: ReadonlyArray<ReportMeasure> =
    last === undefined
      ? []
      : [
          {
            name: `Customers lost in ${periodName(last.period)}`,
            value: scaled(last.rates["of start"], 0.01),
            format: { style: "percent", decimals: 1 },
            better: "lower",
            note: `of ${whole(last.atStart)} at the start of the month`
          }
        ]
  return [
    {
      name: `Still customers after ${halfYear} days`,
      value: staying,
      format: { style: "percent" },
      better: "higher",
      note: `Kaplan–Meier, ${whole(Tally.total(lifetimes))} customers`
    },
    ...lost
  ]
}

const months = (days: number): number => days / 30.4375

const toGroup = (name: string, curve: Survival.SurvivalResult): SurvivalGroup => ({
  name,
  steps:
    curve._tag === "SurvivalCurve"
      ? curve.times.map((time, i) => ({
          time: months(time),
          atRisk: curve.atRisk[i] ?? 0,
          events: curve.events[i] ?? 0,
          censored: curve.censored[i] ?? 0,
          survival: curve.survival[i] ?? 0,
          low: curve.low[i] ?? curve.survival[i] ?? 0,
          high: curve.high[i] ?? curve.survival[i] ?? 0
        }))
      : []
})

const describe = (
  curves: ReadonlyArray<{ readonly name: string; readonly curve: Survival.SurvivalResult }>
): string => {
  const known = curves.flatMap(({ curve, name }) => {
    const staying = curve._tag === "SurvivalCurve" ? Survival.at(curve, halfYear) : undefined
    return staying?._tag === "Estimate" ? [{ name, value: staying.value }] : []
  })
  const ordered = known.toSorted((a, b) => b.value - a.value)
  const [first, last] = [ordered[0], ordered.at(-1)]
  if (first === undefined || last === undefined) return "Who leaves, and when"
  if (first === last) return `${decimal(100 * first.value, 0)} % are still customers after ${halfYear} days`
  return `After ${halfYear} days ${decimal(100 * first.value, 0)} % stay on ${first.name}, ${decimal(100 * last.value, 0)} % on ${last.name}`
}

/** Kaplan–Meier curves by plan, or one for all when there is no plan or more than six. */
export const stayingCurve = ({ lifetimes }: Lifetimes): SurvivalCurve | undefined => {
  if (Tally.total(lifetimes) === 0) return undefined
  const byPlan = Survival.by(lifetimes, "plan").filter(({ value }) => value !== null)
  const several = byPlan.length >= 2 && byPlan.length <= 6
  const curves = several
    ? byPlan.map(({ result, value }) => ({ name: String(value), curve: result }))
    : [{ name: "All customers", curve: Survival.fromTally(lifetimes) }]
  return {
    title: describe(curves),
    subtitle: "Share still customers · Kaplan–Meier with 95 % confidence band · ticks: still there when last seen",
    unit: "months",
    groups: curves.map(({ curve, name }) => toGroup(name, curve))
  }
}
