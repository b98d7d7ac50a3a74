/**
 * Sets that are joined one by one: union by size with path halving, near a constant time for each join.
 *
 * Tarjan and van Leeuwen (1984), Worst-case analysis of set union algorithms.
 */
export class DisjointSets {
  private readonly parents: Uint32Array
  private readonly sizes: Uint32Array

  constructor(size: number) {
    this.parents = Uint32Array.from({ length: size }, (_, member) => member)
    this.sizes = new Uint32Array(size).fill(1)
  }

  /** The member that stands for all of its set. */
  rootOf(member: number): number {
    const { parents } = this
    let at = member
    for (let parent = parents[at] ?? at; parent !== at; parent = parents[at] ?? at) {
      const above = parents[parent] ?? parent
      parents[at] = above
      at = above
    }
    return at
  }

  /** Put the sets of two members together, and give the member that stands for them now. */
  join(a: number, b: number): number {
    const [x, y] = [this.rootOf(a), this.rootOf(b)]
    if (x === y) return x
    const [sizeX, sizeY] = [this.sizes[x] ?? 1, this.sizes[y] ?? 1]
    const [small, large] = sizeX < sizeY ? [x, y] : [y, x]
    this.parents[small] = large
    this.sizes[large] = sizeX + sizeY
    return large
  }
}
