import { textWidth } from "../text/width.ts"
import { ellipsis } from "../text/wrap.ts"

/** A rectangle. */
export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A point with its name, and how early it is served. */
export interface Labelled {
  readonly x: number
  readonly y: number
  readonly name: string
  readonly rank: number
}

/** Where a point's name stands, or its number where the name found no room: the left end of its baseline. */
export interface Placed {
  readonly text: string
  readonly key: number | undefined
  readonly x: number
  readonly y: number
  readonly box: Box
  /** The number is so far away that a line leads to it. */
  readonly away: boolean
}

/** The type of names and of numbers. */
export const nameType = { size: 12, weight: 600 } as const
export const keyType = { size: 11, weight: 700 } as const

const longest = 190
const radius = 7

/** Beside the cross of intervals before upon it. */
const directions = [
  [0.9, -0.9],
  [-0.9, -0.9],
  [0.9, 0.9],
  [-0.9, 0.9],
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1]
] as const

const between = [
  [0.92, -0.38],
  [-0.92, -0.38],
  [0.92, 0.38],
  [-0.92, 0.38],
  [0.38, -0.92],
  [-0.38, -0.92],
  [0.38, 0.92],
  [-0.38, 0.92]
] as const

const rings = [9, 20, 32, 46, 62, 80, 100, 125, 155]

const apart = (a: Box, b: Box): boolean =>
  a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top

const inside = (box: Box, plot: Box): boolean =>
  box.left >= plot.left && box.right <= plot.right && box.top >= plot.top && box.bottom <= plot.bottom

/** The box of a text beside a point: it touches the circle of `distance` with the side that faces the point. */
const beside = (
  { x, y }: Labelled,
  [dx, dy]: readonly [number, number],
  distance: number,
  [width, height]: readonly [number, number]
): Box => {
  const left = x + dx * distance + ((Math.sign(dx) - 1) / 2) * width
  const top = y + dy * distance + ((Math.sign(dy) - 1) / 2) * height
  return { left, right: left + width, top, bottom: top + height }
}

/**
 * Place names beside their points so that none lies on another, on a point, or outside the plot; those of the lowest rank
 * first. A name that finds no room becomes a number, near the point or further away with a line; one that finds no room
 * either is `undefined`. Numbers count in the order given.
 */
export const placeLabels = (all: ReadonlyArray<Labelled>, plot: Box): ReadonlyArray<Placed | undefined> => {
  const taken: Array<Box> = all.map(({ x, y }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius
  }))
  const free = (box: Box): boolean => inside(box, plot) && taken.every((other) => apart(box, other))
  const order = all.map((_, i) => i).sort((a, b) => (all[a]?.rank ?? 0) - (all[b]?.rank ?? 0) || a - b)
  const placed = new Map<number, Placed>()
  const put = (i: number, placing: Omit<Placed, "x" | "y">): void => {
    taken.push(placing.box)
    placed.set(i, { ...placing, x: placing.box.left, y: placing.box.bottom - 3.5 })
  }
  const open: Array<number> = []
  for (const i of order) {
    const point = all[i]
    if (point === undefined) continue
    const text = ellipsis(point.name, longest, nameType)
    const size = [textWidth(text, nameType.size, nameType.weight), 15] as const
    const box = directions.map((direction) => beside(point, direction, radius + 1, size)).find(free)
    if (box === undefined || text === "") open.push(i)
    else put(i, { text, key: undefined, box, away: false })
  }
  open.sort((a, b) => a - b)
  open.forEach((i, k) => {
    const point = all[i]
    if (point === undefined) return
    const text = String(k + 1)
    const size = [textWidth(text, keyType.size, keyType.weight), 14] as const
    const found = rings
      .flatMap((ring) =>
        [...directions, ...(ring > 9 ? between : [])].map((way) => ({ ring, box: beside(point, way, ring, size) }))
      )
      .find(({ box }) => free(box))
    if (found !== undefined) put(i, { text, key: k + 1, box: found.box, away: found.ring > 9 })
  })
  return all.map((_, i) => placed.get(i))
}
