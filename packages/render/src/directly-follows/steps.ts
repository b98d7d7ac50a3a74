import { boxWidth } from "./box.ts"
import type { Rows, Way } from "./rows.ts"

/** Where flows leave a box below and come to it above, beside each other in the order of where they lead. */
const ports = (ways: ReadonlyArray<Way>, x: ReadonlyMap<string, number>) => {
  const spread = (end: "first" | "last") => {
    const slotsOf = ({ slots }: Way) => (end === "first" ? [slots[0], slots[1]] : [slots.at(-1), slots.at(-2)])
    const at = new Map<Way, number>()
    for (const box of new Set(ways.map((way) => slotsOf(way)[0] ?? ""))) {
      const ofBox = ways
        .filter((way) => slotsOf(way)[0] === box)
        .sort((a, b) => (x.get(slotsOf(a)[1] ?? "") ?? 0) - (x.get(slotsOf(b)[1] ?? "") ?? 0))
      for (const [i, way] of ofBox.entries()) {
        at.set(way, (x.get(box) ?? 0) + boxWidth * 0.7 * ((i + 1) / (ofBox.length + 1) - 0.5))
      }
    }
    return at
  }
  return { out: spread("first"), in: spread("last") }
}

/** A flow on its way from one row to the next. */
export interface Step {
  readonly way: Way
  readonly row: number
  readonly from: number
  readonly to: number
  /** Whether it comes from its touchpoint. */
  readonly isFirst: boolean
}

/** The steps of all flows that lead down, by where slots stand. */
export const stepsOf = (
  rows: Rows,
  layer: ReadonlyMap<string, number>,
  x: ReadonlyMap<string, number>
): ReadonlyArray<Step> => {
  const port = ports(rows.ways, x)
  return rows.ways.flatMap((way) =>
    way.slots.slice(1).map((slot, i): Step => {
      const before = way.slots[i] ?? ""
      return {
        way,
        row: (layer.get(way.flow.from) ?? 0) + i,
        from: i === 0 ? (port.out.get(way) ?? 0) : (x.get(before) ?? 0),
        isFirst: i === 0,
        to: i === way.slots.length - 2 ? (port.in.get(way) ?? 0) : (x.get(slot) ?? 0)
      }
    })
  )
}
