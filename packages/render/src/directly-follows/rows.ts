import type { Flow } from "./order.ts"

/** A place in a row: a touchpoint, or the way of a flow that passes the row. */
export interface Slot {
  readonly key: string
  /** The touchpoint; `undefined` where only a flow passes. */
  readonly id: string | undefined
}

/** Two slots of rows that follow each other, connected. */
interface Link {
  readonly above: string
  readonly below: string
}

/** A flow down the rows, through the slots that it passes. */
export interface Way {
  readonly flow: Flow
  readonly slots: ReadonlyArray<string>
}

/** Rows of slots, and the ways of the flows that lead down. */
export interface Rows {
  readonly rows: ReadonlyArray<ReadonlyArray<Slot>>
  readonly ways: ReadonlyArray<Way>
}

const waysOf = (flows: ReadonlyArray<Flow>, layer: ReadonlyMap<string, number>): ReadonlyArray<Way> =>
  flows.flatMap((flow, f) => {
    const [start, end] = [layer.get(flow.from) ?? 0, layer.get(flow.to) ?? 0]
    if (start >= end) return []
    const between = Array.from({ length: end - start - 1 }, (_, i) => `${f} ${start + 1 + i}`)
    return [{ flow, slots: [`id ${flow.from}`, ...between, `id ${flow.to}`] }]
  })

const mean = (values: ReadonlyArray<number>, otherwise: number): number =>
  values.length === 0 ? otherwise : values.reduce((sum, value) => sum + value, 0) / values.length

/** Each row in the order of the middle of what it is connected with in the row before (Sugiyama, Tagawa and Toda 1981). */
const swept = (
  rows: ReadonlyArray<ReadonlyArray<Slot>>,
  links: ReadonlyArray<Link>,
  from: "above" | "below"
): ReadonlyArray<ReadonlyArray<Slot>> => {
  const place = new Map<string, number>()
  const other = from === "above" ? "below" : "above"
  const sorted = (from === "above" ? rows : rows.toReversed()).map((row) => {
    const middle = new Map(
      row.map(({ key }, i) => {
        const places = links.filter((link) => link[other] === key).map((link) => place.get(link[from]) ?? 0.5)
        return [key, mean(places, (i + 0.5) / row.length)]
      })
    )
    const inOrder = row.toSorted((a, b) => (middle.get(a.key) ?? 0) - (middle.get(b.key) ?? 0))
    for (const [i, { key }] of inOrder.entries()) place.set(key, (i + 0.5) / row.length)
    return inOrder
  })
  return from === "above" ? sorted : sorted.toReversed()
}

/** Put touchpoints into rows, with room for the flows that pass a row, so that few of them cross. */
export const rowsOf = (
  order: ReadonlyArray<string>,
  layer: ReadonlyMap<string, number>,
  flows: ReadonlyArray<Flow>
): Rows => {
  const ways = waysOf(flows, layer)
  const count = order.reduce((most, id) => Math.max(most, (layer.get(id) ?? 0) + 1), 0)
  const passing = ways.flatMap(({ flow, slots }) =>
    slots.slice(1, -1).map((key, i) => ({ row: (layer.get(flow.from) ?? 0) + 1 + i, key }))
  )
  const rows = Array.from(
    { length: count },
    (_, row): ReadonlyArray<Slot> => [
      ...order.filter((id) => layer.get(id) === row).map((id) => ({ key: `id ${id}`, id })),
      ...passing.filter((each) => each.row === row).map(({ key }) => ({ key, id: undefined }))
    ]
  )
  const links = ways.flatMap(({ slots }) => slots.slice(1).map((below, i): Link => ({ above: slots[i] ?? "", below })))
  let sorted: Rows["rows"] = rows
  for (const from of ["above", "below", "above", "below", "above"] as const) sorted = swept(sorted, links, from)
  return { rows: sorted, ways }
}
