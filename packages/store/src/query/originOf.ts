import type { RecordKind, Sources } from "@throughline/core"
import type { DerivedSource } from "./Query.ts"
import type { ActiveDays, ActivePeriods, AsOf, AsOfSource, Settings } from "./Settings.ts"

/** Where rows come from, with what the source needs to be told. */
export type Origin =
  | { readonly source: RecordKind | Exclude<DerivedSource, AsOfSource | "retention" | "activity"> }
  | ({ readonly source: AsOfSource } & AsOf)
  | ({ readonly source: "retention" } & ActivePeriods)
  | ({ readonly source: "activity" } & ActiveDays)

/** Where the rows of a source come from, or the problem with what was told. */
export const originOf = (source: string, settings: Settings): Origin | string => {
  switch (source) {
    case "lifetimes":
    case "waits":
    case "recoveries":
      return isInstant(settings.asOf) ? { source, asOf: settings.asOf } : "is counted as of a valid Date, asOf"
    case "retention":
      return activePeriods(settings, (active) => ({ source, ...active }))
    case "activity":
      return activePeriods(settings, (active) => {
        const { days } = settings
        return arePeriods(days) ? { source, ...active, days } : `needs days, ${periodsAre}`
      })
    default:
      return { source: source as Exclude<Origin["source"], AsOfSource | "retention" | "activity"> }
  }
}

const isInstant = (asOf: unknown): asOf is Date => asOf instanceof Date && Number.isFinite(asOf.getTime())

const activePeriods = (
  { periods, touchpoints }: Settings,
  found: (active: ActivePeriods) => Origin | string
): Origin | string => {
  if (!arePeriods(periods)) return `needs periods, ${periodsAre}`
  if (touchpoints === undefined) return found({ periods })
  return areTexts(touchpoints) ? found({ periods, touchpoints }) : "needs touchpoints as a list of ids"
}

/** As many as a calendar gives. */
const mostPeriods = 20_000

const periodsAre = `1 to ${mostPeriods} of them in order, each from a whole millisecond to where the next starts`

/** Whether these are cut points that every engine can compare with. */
const arePeriods = (periods: unknown): periods is Sources.Periods =>
  Array.isArray(periods) &&
  periods.length > 0 &&
  periods.length <= mostPeriods &&
  periods.every(
    (period, i) => isPeriod(period) && (i === 0 || period.start === (periods as Sources.Periods)[i - 1]?.end)
  )

const isPeriod = (period: unknown): period is Sources.Periods[number] => {
  if (typeof period !== "object" || period === null) return false
  const [start, end] = [Reflect.get(period, "start"), Reflect.get(period, "end")]
  return Number.isSafeInteger(start) && Number.isSafeInteger(end) && start < end
}

const areTexts = (texts: unknown): texts is ReadonlyArray<string> =>
  Array.isArray(texts) && texts.every((text) => typeof text === "string")
