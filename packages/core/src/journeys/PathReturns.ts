/** How often one case was at a touchpoint, and how often it came back to it. */
export interface Returns {
  readonly visits: number
  /** Right after it: the next interaction was there again. */
  readonly immediate: number
  /** After something else. */
  readonly later: number
}

/** The touchpoints of one path, each with its returns. */
export const returnsOf = (touchpoints: ReadonlyArray<string>): ReadonlyMap<string, Returns> => {
  const returns = new Map<string, Returns>()
  touchpoints.forEach((touchpoint, place) => {
    const known = returns.get(touchpoint)
    if (known === undefined) returns.set(touchpoint, { visits: 1, immediate: 0, later: 0 })
    else {
      const kind = touchpoints[place - 1] === touchpoint ? "immediate" : "later"
      returns.set(touchpoint, { ...known, visits: known.visits + 1, [kind]: known[kind] + 1 })
    }
  })
  return returns
}
