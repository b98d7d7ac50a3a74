const denseLimit = 1 << 20

/** The key of a code below a node: unique while there are fewer than 2^26 nodes and codes. A node has one depth. */
const keyOf = (node: number, code: number): number => node * 67_108_864 + code

/**
 * Numbers groups by their codes: the same codes, the same number, counted from 0 in order of first sight.
 *
 * While the grid of all codes is small it is one flat array; beyond that, a chain of maps.
 */
export class GroupIndex {
  size = 0
  private readonly width: number
  private codes = new Uint32Array(64)
  private capacities: Array<number>
  private grid: Int32Array | undefined
  private readonly chain = new Map<number, number>()
  private chained = 0

  constructor(width: number) {
    this.width = width
    this.capacities = Array.from({ length: width }, () => 4)
    this.grid = 4 ** width <= denseLimit ? new Int32Array(4 ** width) : undefined
  }

  /** The group of these codes, one a dimension. */
  find(codes: Uint32Array): number {
    return this.grid === undefined ? this.findChained(codes) : this.findDense(codes, this.grid)
  }

  /** The code of a group in a dimension. */
  codeOf(group: number, dimension: number): number {
    return this.codes[group * this.width + dimension] ?? 0
  }

  private findDense(codes: Uint32Array, grid: Int32Array): number {
    let cell = 0
    for (let d = 0; d < this.width; d++) {
      const code = codes[d] ?? 0
      const capacity = this.capacities[d] ?? 1
      if (code >= capacity) {
        this.grow(d, code)
        return this.find(codes)
      }
      cell = cell * capacity + code
    }
    const known = grid[cell] ?? 0
    if (known > 0) return known - 1
    grid[cell] = this.size + 1
    return this.append(codes)
  }

  private findChained(codes: Uint32Array): number {
    let node = 0
    for (let d = 0; d < this.width - 1; d++) node = this.step(keyOf(node, codes[d] ?? 0))
    const key = keyOf(node, codes[this.width - 1] ?? 0)
    const known = this.chain.get(key)
    if (known !== undefined) return known
    this.chain.set(key, this.size)
    return this.append(codes)
  }

  private step(key: number): number {
    const known = this.chain.get(key)
    if (known !== undefined) return known
    this.chained++
    this.chain.set(key, this.chained)
    return this.chained
  }

  private append(codes: Uint32Array): number {
    const start = this.size * this.width
    if (start + this.width > this.codes.length) {
      const larger = new Uint32Array(Math.max(this.codes.length * 2, start + this.width))
      larger.set(this.codes)
      this.codes = larger
    }
    for (let d = 0; d < this.width; d++) this.codes[start + d] = codes[d] ?? 0
    return this.size++
  }

  private grow(dimension: number, code: number): void {
    let capacity = this.capacities[dimension] ?? 1
    while (capacity <= code) capacity *= 2
    this.capacities[dimension] = capacity
    const cells = this.capacities.reduce((product, each) => product * each, 1)
    this.grid = cells <= denseLimit ? new Int32Array(cells) : undefined
    this.refill()
  }

  private refill(): void {
    const groups = this.size
    const { codes } = this
    this.size = 0
    for (let group = 0; group < groups; group++) {
      this.find(codes.slice(group * this.width, (group + 1) * this.width))
    }
  }
}
