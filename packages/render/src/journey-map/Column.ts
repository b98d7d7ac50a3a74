import { clean, nameOf } from "../text/clean.ts"
import { type Lines, needsCut, type Type, wrap } from "../text/wrap.ts"
import type { JourneyMap, JourneyTouchpoint } from "./JourneyMap.ts"

/** Left gutter for the lanes' names, right margin for the lines' names, and the outer margin. */
export const gutter = 132
export const margin = 106
export const edge = 24

/** No map is narrower than this, so that its title and legend have room. */
const narrowest = 720

const nameType: Type = { size: 13, weight: 600 }
const painType: Type = { size: 12, weight: 400 }

/** A touchpoint and where it stands. */
export interface Column {
  readonly touchpoint: JourneyTouchpoint
  readonly index: number
  readonly left: number
  readonly width: number
  readonly center: number
  readonly name: Lines
  readonly pain: Lines
}

/** Whether every name and remark fits two lines of a column this wide. */
const fits = (touchpoints: ReadonlyArray<JourneyTouchpoint>, width: number): boolean =>
  touchpoints.every(
    ({ name, painPoint }) =>
      !needsCut(name, width - 18, 2, nameType) && !needsCut(painPoint?.text ?? "", width - 18, 2, painType)
  )

const widths = [120, 124, 128, 132, 136, 140, 144, 148, 152, 156, 160, 164]

/** A map of up to ten touchpoints has room for wider columns on a page. */
const roomy = (count: number): number => (count <= 10 ? 140 : 120)

const columnWidth = (touchpoints: ReadonlyArray<JourneyTouchpoint>): number => {
  const needed = widths.find((width) => width >= roomy(touchpoints.length) && fits(touchpoints, width)) ?? 168
  return Math.max(needed, Math.floor((narrowest - gutter - margin) / Math.max(1, touchpoints.length)))
}

const cleaned = (touchpoint: JourneyTouchpoint): JourneyTouchpoint => ({
  ...touchpoint,
  name: nameOf(touchpoint.name),
  stage: clean(touchpoint.stage),
  channel: touchpoint.channel && { kind: touchpoint.channel.kind, label: clean(touchpoint.channel.label) },
  painPoint: touchpoint.painPoint && { ...touchpoint.painPoint, text: clean(touchpoint.painPoint.text) }
})

/** One column a touchpoint, all of the smallest width at which every name and remark fits two lines. */
export const columnsOf = (map: JourneyMap): ReadonlyArray<Column> => {
  const touchpoints = map.touchpoints.map(cleaned)
  const width = columnWidth(touchpoints)
  return touchpoints.map((touchpoint, index) => ({
    touchpoint,
    index,
    left: gutter + index * width,
    width,
    center: gutter + (index + 0.5) * width,
    name: wrap(touchpoint.name, width - 18, 2, nameType),
    pain: wrap(touchpoint.painPoint?.text ?? "", width - 18, 2, painType)
  }))
}

/** Where the last column ends. */
export const endOf = (columns: ReadonlyArray<Column>): number => {
  const last = columns.at(-1)
  return last === undefined ? narrowest - margin : last.left + last.width
}
