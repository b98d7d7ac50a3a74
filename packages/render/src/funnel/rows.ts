import type { Estimate, Funnel } from "@throughline/core"
import { nameOf } from "../text/clean.ts"
import { shareOf } from "../text/shareOf.ts"
import type { FunnelChart } from "./FunnelChart.ts"

/** Some of those who stopped, by what came next. */
export interface Next {
  readonly name: string
  readonly count: number
  /** Of those who stopped here, 0 to 1. */
  readonly share: number
}

/** Those who came so far and no further. */
export interface Drop {
  readonly stopped: number
  /** Of those who reached the step, 0 to 1. */
  readonly loss: Estimate | undefined
  /** Most first: the three most frequent. */
  readonly next: ReadonlyArray<Next>
  /** The largest loss of the funnel, if more than 40 % stop here. */
  readonly largest: boolean
}

/** One step, with shares from 0 to 1. */
export interface Row {
  readonly name: string
  readonly reached: number
  /** Of those who reached the first step: how long its bar is. */
  readonly length: number
  readonly fromFirst: Estimate | undefined
  /** Of the first step: of all cases. */
  readonly fromPrevious: Estimate | undefined
  /** None after the last step. */
  readonly drop: Drop | undefined
}

const mostNext = 3
const muchLost = 0.4

const count = (value: number): number => (value > 0 && value <= 1e15 ? value : 0)

const rest = (share: Estimate | undefined): Estimate | undefined =>
  share && {
    ...share,
    value: 1 - share.value,
    interval: { ...share.interval, low: 1 - share.interval.high, high: 1 - share.interval.low }
  }

const nextOf = ({ stopped, went }: Funnel.FunnelStep, nameOfId: (id: string) => string): ReadonlyArray<Next> =>
  "_tag" in went
    ? []
    : went.slice(0, mostNext).map((one) => ({
        name: one.touchpoint === null ? "nothing more" : nameOfId(one.touchpoint),
        count: count(one.count),
        share: Math.min(1, count(one.count) / Math.max(1, count(stopped)))
      }))

const stepName = ({ id, step }: Funnel.FunnelStep, nameOfId: (id: string) => string): string => {
  if (id !== null) return nameOfId(id)
  return step === 1 ? "any of the steps" : `any ${step} of the steps`
}

/** The steps of a funnel as they are drawn. */
export const rowsOf = ({ steps }: Funnel.Funnel, names: FunnelChart["names"] = []): ReadonlyArray<Row> => {
  const known = new Map(names.map(({ id, name }) => [id, name]))
  const nameOfId = (id: string): string => nameOf(known.get(id) ?? id)
  const first = count(steps[0]?.reached ?? 0)
  const losses = steps.slice(1).map(({ fromPrevious }) => rest(shareOf(fromPrevious)))
  const most = Math.max(muchLost, ...losses.map((loss) => loss?.value ?? 0))
  const largest = losses.findIndex((loss) => loss !== undefined && loss.value > muchLost && loss.value === most)
  return steps.map((step, i) => ({
    name: stepName(step, nameOfId),
    reached: count(step.reached),
    length: first === 0 ? 0 : Math.min(1, count(step.reached) / first),
    fromFirst: shareOf(step.fromFirst),
    fromPrevious: shareOf(step.fromPrevious),
    drop:
      i === steps.length - 1
        ? undefined
        : { stopped: count(step.stopped), loss: losses[i], next: nextOf(step, nameOfId), largest: i === largest }
  }))
}
