import { deviationsAt, deviationWords } from "../journey-map/deviations.ts"
import type { ActualPaths, JourneyMap, JourneyTouchpoint } from "../journey-map/JourneyMap.ts"
import { journeyMap } from "../journey-map/journeyMapSvg.ts"
import { join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import { known, number, percent } from "../text/number.ts"
import { confidenceName, intervalCell, valueCell } from "./cells.ts"
import { type DataColumn, tableTwin } from "./dataTable.ts"
import { atMost, figure, section } from "./section.ts"

/** More columns than this are unreadable on one sheet of paper: there the map comes in parts. */
const perSheet = 12
const mostColumns = 40
const mostRows = 400

/** A column of the table: its heading, its text, and whether there is any of it. */
interface Field extends DataColumn {
  readonly text: (touchpoint: JourneyTouchpoint) => string
  readonly has?: (touchpoint: JourneyTouchpoint) => boolean
}

const fieldsOf = ({ paths, scale, touchpoints }: JourneyMap): ReadonlyArray<Field> => {
  const decimals = scale.maximum - scale.minimum > 20 ? 0 : 1
  const score = { style: "number", decimals } as const
  const confidence = confidenceName(touchpoints.map(({ gap }) => gap))
  return [
    { name: "Touchpoint", text: ({ name }) => clean(name) },
    { name: "Stage", text: ({ stage }) => clean(stage) },
    { name: "Expected", numeric: true, text: ({ expected }) => valueCell(expected, score) },
    { name: "Experienced", numeric: true, text: ({ experienced }) => intervalCell(experienced, score) },
    { name: `Gap (${confidence})`, numeric: true, text: ({ gap }) => intervalCell(gap, { style: "signed", decimals }) },
    {
      name: "Pain point",
      text: ({ painPoint }) => (painPoint ? `${clean(painPoint.text)} (${percent(painPoint.share)})` : "–"),
      has: ({ painPoint }) => painPoint !== undefined
    },
    {
      name: "NPS",
      numeric: true,
      text: ({ nps }) => (nps ? intervalCell(nps.score, { style: "signed" }) : "–"),
      has: ({ nps }) => nps !== undefined
    },
    { name: "Answers", numeric: true, text: ({ experienced }) => number(experienced.n, 0) },
    {
      name: "Customers",
      numeric: true,
      text: ({ customers }) => (customers === undefined ? "–" : number(customers, 0)),
      has: ({ customers }) => customers !== undefined
    },
    ...pathFields(paths)
  ]
}

/** What became of those who came to a touchpoint, and how it was left out. */
const pathFields = (paths: ActualPaths | undefined): ReadonlyArray<Field> => {
  const exits = new Map(paths?.graph.nodes.map((node) => [node.touchpoint, node.exits]))
  const left = ({ id }: JourneyTouchpoint) => deviationsAt(paths?.deviations ?? [], id)
  return [
    {
      name: "Ended there",
      numeric: true,
      text: ({ id }) => intervalCell(exits.get(id), { style: "number", decimals: 1 }),
      has: ({ id }) => exits.has(id)
    },
    {
      name: "Left the plan",
      text: (touchpoint) => {
        const words = left(touchpoint).map(
          ({ kind, share }) => `${percent(share.value / 100, 1)} ${deviationWords[kind]}`
        )
        return words.length === 0 ? "–" : words.join(", ")
      },
      has: (touchpoint) => left(touchpoint).length > 0
    }
  ]
}

/** Largest shortfall first, unknown gaps last. */
const byGap = (touchpoints: ReadonlyArray<JourneyTouchpoint>): ReadonlyArray<JourneyTouchpoint> => {
  const gapOf = ({ gap }: JourneyTouchpoint): number => known(gap)?.value ?? Number.MAX_VALUE
  return touchpoints.toSorted((a, b) => gapOf(a) - gapOf(b))
}

const table = (map: JourneyMap): Markup => {
  const { shown, note } = atMost(byGap(map.touchpoints), mostRows, "touchpoints")
  const fields = fieldsOf(map).filter(({ has }) => has === undefined || map.touchpoints.some(has))
  const left = (map.paths?.deviations?.length ?? 0) > 0 ? ", “Left the plan” of journeys" : ""
  const taken = map.paths === undefined ? "" : ` “Ended there” is in per cent of visits${left}.`
  const caption = `Expectation, experience and loyalty by touchpoint, largest shortfall first.${taken}${note}`
  return tableTwin(
    caption,
    fields,
    shown.map((touchpoint) => fields.map(({ text }) => text(touchpoint)))
  )
}

const sheetsOf = (map: JourneyMap): ReadonlyArray<JourneyMap> => {
  const count = Math.ceil(map.touchpoints.length / (perSheet - 2))
  const size = Math.ceil(map.touchpoints.length / count)
  return Array.from({ length: count }, (_, i) => {
    const touchpoints = map.touchpoints.slice(i * size, (i + 1) * size)
    return { ...map, subtitle: `Part ${i + 1} of ${count} · ${map.subtitle}`, touchpoints }
  })
}

const draw = (map: JourneyMap, id: string, media?: "screen" | "paper" | "paper part"): Markup => {
  const width = Math.max(720, 238 + map.touchpoints.length * 140)
  const box = { least: Math.round(Math.min(width, 238 + map.touchpoints.length * 100)), most: Math.round(width * 1.15) }
  return figure(journeyMap(map, { id }), "Journey map", media ? { ...box, media } : box)
}

const pictures = (map: JourneyMap): Markup => {
  if (map.touchpoints.length <= perSheet) return draw(map, "journey")
  const sheets = sheetsOf(map).map((sheet, i) => draw(sheet, `journey-${i + 1}`, i === 0 ? "paper" : "paper part"))
  return join([draw(map, "journey", "screen"), ...sheets])
}

/** The journey map and the same numbers as a table. */
export const drawJourney = (map: JourneyMap | undefined): Markup => {
  if (map === undefined || map.touchpoints.length === 0) return join([])
  const { shown, note } = atMost(map.touchpoints, mostColumns, "touchpoints")
  const subtitle = note === "" ? map.subtitle : `${map.subtitle} ·${note}`
  return section("journey", "The journey", pictures({ ...map, subtitle, touchpoints: shown }), table(map))
}
