/** A label between two rows, on the way of its flow. */
interface Tag {
  readonly from: number
  readonly to: number
  readonly width: number
}

/** The middle of a flow from one row to the next at a share of its height: across it runs as a smooth step. */
export const acrossAt = (from: number, to: number, down: number): number =>
  from + (to - from) * down * down * (3 - 2 * down)

/** In which line below each other labels stand without touching: as few lines as it takes. */
export const linesOf = (tags: ReadonlyArray<Tag>): { readonly count: number; readonly line: ReadonlyArray<number> } => {
  for (let count = 1; count < tags.length; count++) {
    const taken: ReadonlyArray<Array<readonly [number, number]>> = Array.from({ length: count }, () => [])
    const line = tags.map(({ from, to, width }) => {
      const free = taken.findIndex((spans, i) => {
        const x = acrossAt(from, to, (i + 1) / (count + 1))
        const isFree = spans.every(([left, right]) => x + width / 2 + 8 < left || x - width / 2 - 8 > right)
        if (isFree) spans.push([x - width / 2, x + width / 2])
        return isFree
      })
      return free
    })
    if (!line.includes(-1)) return { count, line }
  }
  return { count: tags.length, line: tags.map((_, i) => i) }
}
