import { label } from "../../svg/label.ts"
import { element, join, type Markup } from "../../svg/Markup.ts"
import type { Pen } from "../../svg/Theme.ts"
import { inWords, known, percent } from "../../text/number.ts"
import { drawArcs, reachOf } from "../arcs.ts"
import type { Column } from "../Column.ts"
import type { ActualPaths } from "../JourneyMap.ts"
import { columnsById, waysOf } from "../ways.ts"
import { cell, type Lane, laneHead } from "./Lane.ts"

/** Where journeys end: how many of those who were here did not go on. */
const exits = (pen: Pen, columns: ReadonlyArray<Column>, { graph }: ActualPaths, y: number): Markup => {
  const places = columnsById(columns)
  return join(
    graph.nodes.flatMap((node) => {
      const [column, share] = [places.get(node.touchpoint), known(node.exits)]
      if (column === undefined || share === undefined) return []
      const text = `${percent(share.value / 100)} end here`
      return [
        cell(
          `Of 100 visits to ${column.touchpoint.name}, nothing came after ${inWords(share, { style: "number", decimals: 1 })}`,
          label(pen, text, column.center, y, { size: 11, anchor: "middle", fill: "muted" })
        )
      ]
    })
  )
}

const stop = ({ paint }: Pen, { center }: Column, y: number): Markup =>
  element("circle", {
    cx: center,
    cy: y,
    r: 5,
    "stroke-width": 2,
    ...paint({ fill: "background", stroke: "customers" })
  })

/** The ways that customers really took between the touchpoints: on, past and back, and where they ended. */
export const pathsLane = (
  pen: Pen,
  columns: ReadonlyArray<Column>,
  right: number,
  paths: ActualPaths | undefined
): Lane | undefined => {
  if (paths === undefined) return undefined
  const { drawn, ways } = waysOf(columns, paths)
  if (ways.length === 0) return undefined
  const { above, below } = reachOf(ways)
  const about = `${percent(drawn)} of steps`
  return {
    height: above + below + 44,
    draw: (top) => {
      const y = top + above + 16
      return join([
        laneHead(pen, right, top, 26, "Paths taken", about),
        drawArcs(pen, columns, ways, y),
        ...columns.map((column) => stop(pen, column, y)),
        exits(pen, columns, paths, y + below + 16)
      ])
    }
  }
}
