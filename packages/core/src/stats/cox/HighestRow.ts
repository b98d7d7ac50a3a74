/** Rows by how high they are, the highest on top (a heap); rows that left are taken off when they come up. */
export class HighestRow {
  private readonly heap: Array<number> = []
  private readonly heights: Float64Array
  private readonly gone: Uint8Array

  constructor(heights: Float64Array) {
    this.heights = heights
    this.gone = new Uint8Array(heights.length)
  }

  clear(): void {
    this.heap.length = 0
  }

  add(row: number): void {
    let at = this.heap.push(row) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!this.isHigher(at, above)) return
      this.swap(at, above)
      at = above
    }
  }

  remove(rows: Uint32Array): void {
    for (const row of rows) this.gone[row] = 1
  }

  /** How high the highest is that did not leave. */
  top(): number {
    while (this.gone[this.heap[0] ?? -1] === 1) this.pop()
    return this.heights[this.heap[0] ?? -1] ?? Number.NEGATIVE_INFINITY
  }

  private pop(): void {
    const last = this.heap.pop()
    if (last === undefined || this.heap.length === 0) return
    this.heap[0] = last
    let at = 0
    while (true) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      const higher = this.isHigher(right, left) ? right : left
      if (!this.isHigher(higher, at)) return
      this.swap(at, higher)
      at = higher
    }
  }

  private isHigher(a: number, b: number): boolean {
    const [first, second] = [this.heap[a], this.heap[b]]
    return first !== undefined && second !== undefined && (this.heights[first] ?? 0) > (this.heights[second] ?? 0)
  }

  private swap(a: number, b: number): void {
    const [first = 0, second = 0] = [this.heap[a], this.heap[b]]
    this.heap[a] = second
    this.heap[b] = first
  }
}
