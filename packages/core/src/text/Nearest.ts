/** The rows nearest to something, nearest first; of equally near ones the first rows. */
export interface Neighbours {
  readonly count: number
  readonly rows: Uint32Array
  /** Their cosines, above 0. */
  readonly similarities: Float64Array
}

/** A text itself, where it is among the rows, and its fifteen nearest neighbours. */
const most = 16

/** The nearest rows of those offered. What it gives is read before it is emptied, which writes it over. */
export interface Nearest {
  readonly empty: () => void
  readonly offer: (row: number, similarity: number) => void
  /** The least similarity that is still among the nearest: 0 while there is room. */
  readonly least: () => number
  readonly found: () => Neighbours
}

/** A collector of the nearest rows, empty. */
export const nearest = (): Nearest => {
  const [rows, similarities] = [new Uint32Array(most), new Float64Array(most)]
  let [count, last] = [0, 0]

  /** Put a row where nearer ones and earlier ones stand before it. */
  const insert = (row: number, similarity: number): void => {
    let to = Math.min(count, most - 1)
    for (; to > 0; to--) {
      const before = similarities[to - 1] as number
      if (before > similarity || (before === similarity && (rows[to - 1] as number) < row)) break
      similarities[to] = before
      rows[to] = rows[to - 1] as number
    }
    similarities[to] = similarity
    rows[to] = row
    count = Math.min(count + 1, most)
    if (count === most) last = similarities[most - 1] as number
  }

  return {
    empty: () => {
      count = 0
      last = 0
    },
    offer: (row, similarity) => {
      if (similarity < last || (similarity === last && row > (rows[most - 1] as number))) return
      insert(row, similarity)
    },
    least: () => last,
    found: () => ({ count, rows, similarities })
  }
}
