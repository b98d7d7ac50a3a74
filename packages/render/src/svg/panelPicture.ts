import { clean } from "../text/clean.ts"
import { plural } from "../text/number.ts"
import { type Side, sideColour, sideSign } from "./differs.ts"
import { heading } from "./heading.ts"
import { type LegendItem, legend } from "./legend.ts"
import { join, type Markup } from "./Markup.ts"
import { notes } from "./notes.ts"
import { type PanelRemark, type Place, panelsWidth, placePanels } from "./panels.ts"
import type { Drawing } from "./picture.ts"
import type { Colour, Pen } from "./Theme.ts"

/** More panels are not read. */
export const mostPanels = 24
const margin = 24

/** A group that may differ from the rest. */
export interface PanelGroup {
  readonly differs: Side | undefined
}

/** A picture of groups, a panel each. */
interface PanelPicture<Group extends PanelGroup> {
  readonly title: string
  readonly subtitle: string
  /** All groups: those that are drawn, and those that are counted in words. */
  readonly groups: ReadonlyArray<Group>
  readonly height: number
  readonly panel: (group: Group, place: Place) => Markup
  readonly keys: ReadonlyArray<LegendItem>
  readonly note: string
  readonly description: string
}

/** What the groups do that have no panel: nothing is dropped in silence. */
const restInWords = (rest: ReadonlyArray<PanelGroup>): ReadonlyArray<string> => {
  if (rest.length === 0) return []
  const differ = rest.filter(({ differs }) => differs !== undefined).length
  const what =
    differ === 0
      ? "none of them different from the rest"
      : `${plural(differ, "of them", "of them")} different from the rest`
  return [`Not shown: ${plural(rest.length, "more group")}, ${what}.`]
}

/** The colour of a group: its own where it differs. */
export const groupColour = ({ differs }: PanelGroup): Colour =>
  differs === undefined ? "experienced" : sideColour(differs)

/** The line below a group's name: that it differs, and the facts. */
export const groupRemark = (
  pen: Pen,
  { differs }: PanelGroup,
  facts: string,
  isKnown: boolean,
  { x, y }: Place
): PanelRemark =>
  differs === undefined
    ? { words: facts, rest: "", fill: isKnown ? "ink" : "muted" }
    : {
        sign: sideSign(pen, differs, x, y + 42),
        words: `${differs} than the rest`,
        rest: facts,
        fill: sideColour(differs)
      }

/** What the signs of groups that differ mean, where there are some. */
export const differKeys = (
  pen: Pen,
  groups: ReadonlyArray<PanelGroup>,
  sample: (colour: Colour) => Markup
): ReadonlyArray<LegendItem> =>
  (["higher", "lower"] as const)
    .filter((side) => groups.some(({ differs }) => differs === side))
    .map((side) => ({
      sign: join([sample(sideColour(side)), sideSign(pen, side, 6.5, 0)]),
      text: `${side} than the rest, beyond chance`
    }))

/** Draw groups side by side, up to 24, with a legend and what there is to say of the others. */
export const drawPanelPicture = <Group extends PanelGroup>(
  pen: Pen,
  { description, groups, height, keys, note, panel, subtitle, title }: PanelPicture<Group>
): Drawing => {
  const width = panelsWidth - 2 * margin
  const head = heading(pen, title, subtitle, width, 18)
  const top = 78 + head.extra
  const shown = groups.slice(0, mostPanels)
  const { bottom, places } = placePanels(shown.length, top, height)
  const signs = legend(pen, keys, { x: margin, y: bottom + 8, width })
  const said = notes(pen, [note, ...restInWords(groups.slice(mostPanels))], signs.bottom + 8, width)
  return {
    width: panelsWidth,
    height: said.bottom,
    title: clean(title),
    description,
    body: join([
      head.markup,
      ...shown.map((group, i) => panel(group, places[i] ?? { x: margin, y: top })),
      signs.markup,
      said.markup
    ])
  }
}
