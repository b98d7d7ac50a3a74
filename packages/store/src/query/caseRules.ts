import { Sources } from "@throughline/core"
import { isStorableText } from "../columns/storable.ts"
import type { Settings } from "./Settings.ts"

/** Some three hundred years, so that milliseconds are exact. */
const longest = 10_000_000_000

/** As many as a statement holds. */
const mostSteps = 32

const isSeconds = (value: unknown): boolean =>
  value === undefined || (Number.isInteger(value) && Number(value) > 0 && Number(value) <= longest)

const isTexts = (list: unknown): list is ReadonlyArray<string> =>
  list === undefined || (Array.isArray(list) && list.every((text) => typeof text === "string"))

const isGroup = (group: unknown): group is Sources.TouchpointGroup => {
  if (typeof group !== "object" || group === null) return false
  const [id, touchpoints] = [Reflect.get(group, "id"), Reflect.get(group, "touchpoints")]
  return typeof id === "string" && isStorableText(id) && touchpoints !== undefined && isTexts(touchpoints)
}

const isGroups = (list: unknown): list is ReadonlyArray<Sources.TouchpointGroup> =>
  Array.isArray(list) && list.every(isGroup)

/** The first problem that the core functions have with a rule: they check it before they look at a row. */
const refused = (rows: Iterator<unknown>): string | undefined => {
  try {
    rows.next()
    return undefined
  } catch (error) {
    if (error instanceof RangeError) return error.message
    throw error
  }
}

const given = <const Key extends keyof Settings>(settings: Settings, keys: ReadonlyArray<Key>): Pick<Settings, Key> =>
  Object.fromEntries(keys.filter((key) => settings[key] !== undefined).map((key) => [key, settings[key]])) as Pick<
    Settings,
    Key
  >

/** Where cases end, or the problem with what was told. */
export const caseRule = (settings: Settings): Sources.CaseRule | string =>
  isSeconds(settings.sessionGap) ? given(settings, ["sessionGap"]) : "needs sessionGap as whole seconds from 1"

/** What a funnel is, or the problem with what was told. */
export const progressRule = (settings: Settings): Sources.ProgressRule | string => {
  const { exclude, order, steps, window } = settings
  const ofCase = caseRule(settings)
  if (typeof ofCase === "string") return ofCase
  if (!Array.isArray(steps) || steps.length > mostSteps) return `needs steps, at most ${mostSteps}`
  if (!steps.every((step) => typeof step === "string" || isGroup(step))) {
    return "needs each of its steps as an id, or an id with touchpoints"
  }
  if (order !== undefined && order !== "ordered" && order !== "unordered") return "is ordered or unordered"
  if (!isSeconds(window)) return "needs window as whole seconds from 1"
  if (!isTexts(exclude)) return "needs exclude as a list of ids"
  const rule = { ...ofCase, steps, ...given(settings, ["order", "window", "exclude"]) }
  return refused(Sources.progress([], rule)) ?? rule
}

/** What the stages are, or the problem with what was told. */
export const stayRule = (settings: Settings, asOf: Date): Sources.StayRule | string => {
  const { leaving, seenUntil = asOf, stages } = settings
  const ofCase = caseRule(settings)
  if (typeof ofCase === "string") return ofCase
  if (stages !== undefined && !isGroups(stages)) return "needs stages as a list, each an id with touchpoints"
  if (!isTexts(leaving)) return "needs leaving as a list of ids"
  if (!(seenUntil instanceof Date)) return "needs seenUntil as a Date"
  const rule = { ...ofCase, ...given(settings, ["stages", "leaving", "seenUntil"]) }
  return refused(Sources.stays([], asOf, rule)) ?? rule
}
