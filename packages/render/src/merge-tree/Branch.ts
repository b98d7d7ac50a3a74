import type { Topics } from "@throughline/core"
import { nameOf } from "../text/clean.ts"
import type { MergeTree } from "./MergeTree.ts"

/** A topic, or several that are so alike that they stand together. */
export interface Leaf {
  readonly name: string
  readonly texts: number
  readonly topics: number
}

/** Two branches of the tree become one. */
export interface Joint {
  readonly parts: readonly [Branch, Branch]
  readonly cost: number
  /** How many topics are left. */
  readonly left: number
  readonly stability: number | null
}

/** A part of the tree: a leaf, or what a joint made. */
export interface Branch {
  readonly leaves: ReadonlyArray<Leaf>
  readonly joint: Joint | undefined
  readonly texts: number
}

/** What there is to draw. */
export interface Tree {
  /** Branches that were never joined, the largest first: one, in a whole tree. */
  readonly roots: ReadonlyArray<Branch>
  /** In the order of merging. */
  readonly joints: ReadonlyArray<Joint>
  readonly leaves: ReadonlyArray<Leaf>
  readonly topics: number
  /** The stability of the leaves. */
  readonly stability: number | null
  /** Texts without any known word. */
  readonly wordless: number
}

/** More leaves are not read: topics most alike stand together in one. */
const mostLeaves = 60

const usable = (value: number): number => (Number.isFinite(value) && value > 0 ? Math.min(value, 1e12) : 0)

const branchOf = (leaf: Leaf): Branch => ({ leaves: [leaf], joint: undefined, texts: leaf.texts })

/** Two branches as one leaf with the name of the larger. */
const together = ([a, b]: Joint["parts"]): Branch => {
  const topics = [...a.leaves, ...b.leaves].reduce((sum, leaf) => sum + leaf.topics, 0)
  return branchOf({ name: a.leaves[0]?.name ?? "", texts: a.texts + b.texts, topics })
}

const joined = (joint: Joint): Branch => {
  const [a, b] = joint.parts
  return { leaves: [...a.leaves, ...b.leaves], joint, texts: a.texts + b.texts }
}

/** The branches before any merge, by the ids of their topics. */
const branchesOf = (topics: ReadonlyArray<Topics.Topic>): Map<string, Branch> =>
  new Map(topics.map(({ id, name, texts }) => [id, branchOf({ name: nameOf(name), texts: usable(texts), topics: 1 })]))

/** Join the parts of a merge; `undefined` when they are not there, as in a damaged model. */
const join = (
  branches: Map<string, Branch>,
  { cost, id, left, parts, stability }: Topics.TopicMerge,
  grouped: boolean
): Joint | undefined => {
  const [a, b] = [branches.get(parts[0]), branches.get(parts[1])]
  if (a === undefined || b === undefined || a === b) return undefined
  const joint = {
    parts: b.texts > a.texts ? ([b, a] as const) : ([a, b] as const),
    cost: usable(cost),
    left,
    stability
  }
  for (const part of parts) branches.delete(part)
  branches.set(id, grouped ? together(joint.parts) : joined(joint))
  return joint
}

/** Grow the tree of a model. The larger branch stands above the smaller one. */
export const treeOf = ({ model }: MergeTree): Tree => {
  const branches = branchesOf(model.topics.filter(({ kind }) => kind === "topic"))
  const topics = branches.size
  const joints: Array<Joint> = []
  let stability = model.stability
  for (const merge of model.merges) {
    const grouped = branches.size > mostLeaves && joints.length === 0
    const joint = join(branches, merge, grouped)
    if (joint !== undefined && grouped) stability = joint.stability
    else if (joint !== undefined) joints.push(joint)
  }
  const roots = [...branches.values()].toSorted((a, b) => b.texts - a.texts)
  return {
    roots,
    joints,
    leaves: roots.flatMap(({ leaves }) => leaves),
    topics,
    stability,
    wordless: model.topics.reduce((sum, { kind, texts }) => sum + (kind === "wordless" ? usable(texts) : 0), 0)
  }
}
