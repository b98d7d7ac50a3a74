/** That one follows another, so many times. */
export interface Flow {
  readonly from: string
  readonly to: string
  readonly count: number
}

/**
 * An order in which as little as may be goes back: the first of what is left that nothing leads to or that leads nowhere, else
 * what leads on most (Eades, Lin and Smyth 1993, weighted by counts). Ties go by the order given.
 */
export const inOrder = (ids: ReadonlyArray<string>, flows: ReadonlyArray<Flow>): ReadonlyArray<string> => {
  const left = new Set(ids)
  const first: Array<string> = []
  const last: Array<string> = []
  while (left.size > 0) {
    const open = flows.filter(({ from, to }) => from !== to && left.has(from) && left.has(to))
    const isTo = new Set(open.map(({ to }) => to))
    const isFrom = new Set(open.map(({ from }) => from))
    const rest = [...left]
    const sink = rest.find((id) => !isFrom.has(id) && isTo.has(id))
    const source = rest.find((id) => !isTo.has(id))
    const next = sink ?? source ?? leadingOn(rest, open)
    if (next === undefined) break
    if (next === sink) last.unshift(next)
    else first.push(next)
    left.delete(next)
  }
  return [...first, ...last]
}

const leadingOn = (ids: ReadonlyArray<string>, flows: ReadonlyArray<Flow>): string | undefined => {
  const net = new Map(ids.map((id) => [id, 0]))
  for (const { count, from, to } of flows) {
    net.set(from, (net.get(from) ?? 0) + count)
    net.set(to, (net.get(to) ?? 0) - count)
  }
  return ids.reduce<string | undefined>(
    (best, id) => (best === undefined || (net.get(id) ?? 0) > (net.get(best) ?? 0) ? id : best),
    undefined
  )
}

/** The layer of each: below all that lead to it in this order. */
export const layersOf = (order: ReadonlyArray<string>, flows: ReadonlyArray<Flow>): ReadonlyMap<string, number> => {
  const place = new Map(order.map((id, i) => [id, i]))
  const layer = new Map(order.map((id) => [id, 0]))
  for (const id of order) {
    for (const { from, to } of flows) {
      if (to !== id || (place.get(from) ?? 0) >= (place.get(to) ?? 0)) continue
      layer.set(id, Math.max(layer.get(id) ?? 0, (layer.get(from) ?? 0) + 1))
    }
  }
  return layer
}
