import type { Dwell, Survival } from "@throughline/core"
import { type Curve, curvesOf } from "../survival-curve/Panel.ts"
import type { SurvivalStep } from "../survival-curve/SurvivalCurve.ts"
import { type SeriesStyle, seriesStyle } from "../svg/series.ts"
import { clean } from "../text/clean.ts"
import type { DwellCurves } from "./DwellCurves.ts"
import { type Target, targetsOf } from "./targets.ts"

/** The time by which half have gone, with the ends of its interval that are known. */
export interface Half {
  readonly value: number | undefined
  readonly low: number | undefined
  readonly high: number | undefined
  readonly level: number
}

/** A stage as it is drawn. */
export interface Stage {
  readonly curve: Curve
  readonly half: Half | undefined
  /** Why there is no curve. */
  readonly why: string
  /** How many stays the curve stands on. */
  readonly n: number
  readonly outcomes: Dwell.StayOutcomes
  readonly target: Target | undefined
  readonly stuck: boolean
}

/** Stages up to so many are drawn together. */
export const mostTogether = 4

const time = (value: number | null): number | undefined =>
  value !== null && value >= 0 && value <= 1e9 ? value : undefined

const stepsOf = (curve: Survival.SurvivalResult): ReadonlyArray<SurvivalStep> =>
  curve._tag !== "SurvivalCurve"
    ? []
    : curve.times.map((at, i) => {
        const survival = curve.survival[i] ?? 0
        return {
          time: at,
          atRisk: curve.atRisk[i] ?? 0,
          events: curve.events[i] ?? 0,
          censored: curve.censored[i] ?? 0,
          survival,
          low: curve.low[i] ?? survival,
          high: curve.high[i] ?? survival
        }
      })

const halfOf = (curve: Survival.SurvivalResult): Half | undefined =>
  curve._tag !== "SurvivalCurve"
    ? undefined
    : {
        value: time(curve.median.value),
        low: time(curve.median.interval.low),
        high: time(curve.median.interval.high),
        level: curve.median.interval.level
      }

/** The colour of a warning is for stuck stages alone; several of them differ by their dashes. */
const styles = (stuck: ReadonlyArray<boolean>): ReadonlyArray<SeriesStyle> => {
  const together = stuck.length <= mostTogether
  let [held, others] = [0, 0]
  return stuck.map((is) => {
    if (is) return { ...seriesStyle(1), dashes: together ? seriesStyle(6 * held++).dashes : undefined }
    others += 1
    return seriesStyle(together && others > 1 ? others : 0)
  })
}

/** The stages with what can be drawn of them. */
export const stagesOf = ({ names = [], stages, stuck }: DwellCurves): ReadonlyArray<Stage> => {
  const known = new Map(names.map(({ id, name }) => [id, name]))
  const held = new Set(stuck !== undefined && "stuck" in stuck ? stuck.stuck : [])
  const targets = targetsOf(stuck)
  const curves = curvesOf({
    groups: stages.map(({ curve, stage }) => {
      const id = stage === null ? "stage not known" : String(stage)
      return { name: known.get(id) ?? id, steps: stepsOf(curve) }
    })
  })
  const drawn = styles(stages.map(({ stage }) => held.has(stage)))
  return stages.flatMap(({ curve, outcomes, stage }, i) => {
    const [plain, style] = [curves[i], drawn[i]]
    if (plain === undefined || style === undefined) return []
    return [
      {
        curve: { ...plain, style },
        half: halfOf(curve),
        why: curve._tag === "SurvivalCurve" ? "" : `no curve: ${clean(curve.reason)}`,
        n: curve.n,
        outcomes,
        target: targets.get(stage),
        stuck: held.has(stage)
      }
    ]
  })
}
