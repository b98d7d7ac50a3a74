import type { InsufficientData, TopicTrend } from "@throughline/core"
import { mergeTree } from "../merge-tree/mergeTreeSvg.ts"
import { content, element, join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import { number, plural } from "../text/number.ts"
import { asHeatMap, topicHeatMap } from "../topic-heat-map/topicHeatMapSvg.ts"
import { movementOf } from "../topic-trends/movement.ts"
import { topicTrends } from "../topic-trends/topicTrendsSvg.ts"
import { confidenceName, intervalCell } from "./cells.ts"
import { type DataColumn, dataTable, tableTwin } from "./dataTable.ts"
import type { Report, ReportTopic, ReportTopics } from "./Report.ts"
import { figure, section } from "./section.ts"

const mostRows = 20

/** A column of the table: its heading, its text, and whether there is any of it. */
interface Field extends DataColumn {
  readonly text: (topic: ReportTopic) => string
  readonly has?: (topic: ReportTopic) => boolean
}

const trendCell = (trend: TopicTrend.TopicTrend | undefined): string => {
  const { direction, evidence, words } = movementOf(trend)
  const sign = { up: "▲ ", down: "▼ ", none: "" }[direction]
  return `${sign}${words}${evidence === "" ? "" : `, ${evidence}`}`
}

const oneDecimal = { style: "signed", decimals: 1 } as const
const share = { style: "percent", decimals: 1 } as const

const fieldsOf = ({ topics }: ReportTopics): ReadonlyArray<Field> => [
  { name: "Topic", text: ({ name }) => clean(name) },
  { name: "Texts", numeric: true, text: ({ texts }) => number(texts, 0) },
  {
    name: "Customers",
    numeric: true,
    text: ({ customers }) => number(customers, 0),
    has: ({ customers }) => customers > 0
  },
  {
    name: `Share (${confidenceName(topics.map((topic) => topic.share))})`,
    numeric: true,
    text: (topic) => intervalCell(topic.share, share)
  },
  { name: "Trend", text: ({ trend }) => trendCell(trend), has: ({ trend }) => trend !== undefined },
  {
    name: `NPS of all − NPS without (${confidenceName(topics.map(({ impact }) => impact))})`,
    numeric: true,
    text: ({ impact }) => intervalCell(impact, oneDecimal),
    has: ({ impact }) => impact !== undefined
  },
  {
    name: `Came again (${confidenceName(topics.map(({ repeat }) => repeat))})`,
    numeric: true,
    text: ({ repeat }) => intervalCell(repeat, { style: "percent" }),
    has: ({ repeat }) => repeat !== undefined
  },
  { name: "Example", text: ({ example }) => clean(example ?? "") || "–", has: ({ example }) => example !== undefined }
]

/** How many texts the topics below the table's end have. */
const restOf = (rest: ReadonlyArray<ReportTopic>): string => {
  const texts = rest.reduce((sum, topic) => sum + topic.texts, 0)
  return rest.length === 0 ? "" : ` ${plural(rest.length, "more topic")} with ${plural(texts, "text")} are not listed.`
}

const table = (found: ReportTopics): Markup => {
  const fields = fieldsOf(found).filter(({ has }) => has === undefined || found.topics.some(has))
  const isWeighed = found.impactOf !== undefined && found.topics.some(({ impact }) => impact !== undefined)
  const impact = isWeighed ? ` NPS: ${clean(found.impactOf ?? "")}.` : ""
  const caption = `${clean(found.scope)}.${impact}${restOf(found.topics.slice(mostRows))}`
  return dataTable(
    caption,
    fields,
    found.topics.slice(0, mostRows).map((topic) => fields.map(({ text }) => text(topic)))
  )
}

const why = ({ n, reason }: InsufficientData, what: string): Markup =>
  element("p", {}, content(`${what}: ${clean(reason)} (n = ${number(n, 0)}).`))

const drawTrends = (trends: ReportTopics["trends"]): Markup => {
  if (trends === undefined) return join([])
  if ("_tag" in trends) return why(trends, "Which topics rise is not known")
  if (trends.topics.length === 0) return join([])
  return figure(topicTrends(trends, { id: "topics" }), "Topics over time", { least: 860, most: 1180 })
}

const drawHeatMap = (heat: ReportTopics["heatMap"]): Markup => {
  if (heat === undefined || heat.topics.length === 0) return join([])
  const { cells, columns, rows } = asHeatMap(heat)
  const width = Math.max(640, 280 + columns.length * 120)
  return join([
    figure(topicHeatMap(heat, { id: "topics" }), "Topics by column", { least: Math.min(640, width), most: width }),
    tableTwin(
      `${clean(heat.title)}. Texts, with what differs from the sizes of topic and column.`,
      [{ name: "Topic" }, ...columns.map(({ name }) => ({ name: clean(name), numeric: true }))],
      rows.map(({ name }, i) => [
        clean(name),
        ...columns.map((_, k) => {
          const cell = cells[i]?.[k]
          if (cell === undefined) return "–"
          const arrows = cell.arrows ?? 0
          return `${number(cell.value, 0)}${arrows === 0 ? "" : ` ${(arrows > 0 ? "▲" : "▼").repeat(Math.abs(arrows))}`}`
        })
      ])
    )
  ])
}

const drawTree = (tree: ReportTopics["tree"]): Markup =>
  tree === undefined || tree.model.merges.length === 0
    ? join([])
    : figure(mergeTree(tree, { id: "topics" }), "Merge tree", { least: 760, most: 1000 })

/** What tickets or comments are about: a table and its three pictures. */
export const drawTopics = ({ topics }: Report): Markup => {
  if (topics === undefined) return join([])
  const title = "What customers write about"
  if ("_tag" in topics) return section("topics", title, why(topics, "What texts are about is not known"))
  if (topics.topics.length === 0) return join([])
  return section(
    "topics",
    title,
    element("p", {}, content(clean(topics.finding))),
    table(topics),
    drawTrends(topics.trends),
    drawHeatMap(topics.heatMap),
    drawTree(topics.tree)
  )
}
