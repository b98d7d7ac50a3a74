import { linear } from "../svg/scale.ts"
import { number } from "../text/number.ts"
import { ellipsis, wrap } from "../text/wrap.ts"
import type { Branch, Joint, Leaf, Tree } from "./Branch.ts"

export const width = 960
/** Where names, sizes and the tree stand. */
export const place = { name: 24, nameWidth: 318, texts: 410, left: 426, right: width - 34 }
export const nameType = { size: 13, weight: 500 } as const
export const stripHeight = 76

/** Trees of more leaves have names of one line. */
const roomy = 24

/** A leaf at its height. */
export interface Row {
  readonly leaf: Leaf
  readonly name: string
  readonly lines: ReadonlyArray<string>
  readonly y: number
}

/** A joint, drawn: its two parts come from the left, and go on to the right as one. */
export interface Fork {
  readonly joint: Joint
  readonly x: number
  readonly y: number
  readonly from: ReadonlyArray<{ readonly x: number; readonly y: number }>
}

/** Where everything of a merge tree is. */
export interface Layout {
  readonly rows: ReadonlyArray<Row>
  readonly forks: ReadonlyArray<Fork>
  /** Where each branch ends that is never joined. */
  readonly ends: ReadonlyArray<{ readonly x: number; readonly y: number }>
  readonly bottom: number
  readonly toX: (cost: number) => number
}

const fullName = ({ name, topics }: Leaf): string => (topics === 1 ? name : `${name} and ${number(topics - 1, 0)} more`)

/** The lines of a name: how many topics stand together is never cut. */
const linesOf = ({ name, topics }: Leaf, count: 1 | 2): ReadonlyArray<string> =>
  topics === 1
    ? wrap(name, place.nameWidth, count, nameType).lines
    : [`${ellipsis(name, place.nameWidth - 48, nameType)} +${number(topics - 1, 0)}`]

/** Lay a tree out below `top`: across by the square root of the cost, which is a distance. */
export const layoutOf = ({ joints, leaves, roots }: Tree, top: number): Layout => {
  const isRoomy = leaves.length <= roomy
  const height = isRoomy ? 36 : 21
  const rows = leaves.map((leaf, i): Row => {
    return { leaf, name: fullName(leaf), lines: linesOf(leaf, isRoomy ? 2 : 1), y: top + (i + 0.5) * height }
  })
  const most = joints.reduce((sum, { cost }) => Math.max(sum, Math.sqrt(cost)), 0)
  const scale = linear([0, most === 0 ? 1 : most], [place.left, place.right])
  const toX = (cost: number): number => scale(Math.sqrt(cost))
  const points = new Map<Branch["joint"] | Leaf, { readonly x: number; readonly y: number }>()
  for (const { leaf, y } of rows) points.set(leaf, { x: place.left, y })
  const pointOf = ({ joint, leaves: [leaf] }: Branch) => points.get(joint ?? leaf) ?? { x: place.left, y: top }
  const forks = joints.map((joint): Fork => {
    const from = joint.parts.map(pointOf)
    // A cost below that of its parts, in a damaged model, is drawn where they end.
    const at = {
      x: Math.max(toX(joint.cost), ...from.map(({ x }) => x)),
      y: from.reduce((sum, { y }) => sum + y / from.length, 0)
    }
    points.set(joint, at)
    return { joint, from, ...at }
  })
  return { rows, forks, ends: roots.map(pointOf), bottom: top + Math.max(1, leaves.length) * height, toX }
}
