import type { NpsBars, NpsGroup } from "../nps-bars/NpsBars.ts"
import { npsBars } from "../nps-bars/npsBarsSvg.ts"
import { join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import { number } from "../text/number.ts"
import { confidenceName, intervalCell } from "./cells.ts"
import { tableTwin } from "./dataTable.ts"
import { atMost, figure, section } from "./section.ts"

const mostGroups = 60

const rowOf = ({ name, nps: { score, counts }, differs }: NpsGroup): ReadonlyArray<string> => {
  const count = (key: "detractors" | "passives" | "promoters"): string => (counts ? number(counts[key], 0) : "–")
  return [
    clean(name),
    intervalCell(score, { style: "signed" }),
    count("detractors"),
    count("passives"),
    count("promoters"),
    number(score.n, 0),
    differs === undefined ? "not certain" : `${differs} than the rest`
  ]
}

const draw = (bars: NpsBars, i: number): Markup => {
  const { shown, note } = atMost(bars.groups, mostGroups, "groups")
  const columns = [
    { name: "Group" },
    { name: `NPS (${confidenceName(shown.map(({ nps }) => nps.score))})`, numeric: true },
    { name: "Detractors", numeric: true },
    { name: "Passives", numeric: true },
    { name: "Promoters", numeric: true },
    { name: "Answers", numeric: true },
    { name: "Difference" }
  ]
  const title = clean(bars.title)
  return join([
    figure(npsBars({ ...bars, groups: shown }, { id: `by-${i + 1}` }), title, { least: 700, most: 950 }),
    tableTwin(`${title}.${note}`, columns, shown.map(rowOf))
  ])
}

/** Net Promoter Scores by group, each as bars and as a table. */
export const drawNps = (all: ReadonlyArray<NpsBars> = []): Markup => {
  const found = all.filter(({ groups }) => groups.length > 0)
  return found.length === 0 ? join([]) : section("nps", "Who recommends us", ...found.map(draw))
}
