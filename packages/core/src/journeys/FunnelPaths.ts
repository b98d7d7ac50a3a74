import { FunnelAttempts } from "../sources/FunnelAttempts.ts"
import { compileFunnel, type FunnelRule } from "../sources/funnelRule.ts"
import { touchpointsOf } from "../sources/pathText.ts"
import { Groups } from "../tally/Groups.ts"
import { column } from "../tally/read.ts"
import type { Column, Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { ColumnCodes } from "./ColumnCodes.ts"

/** A funnel of paths, which have an order and no times. */
export type PathFunnelRule = Omit<FunnelRule, "window"> & { readonly window?: never }

/** The dimensions that a tally of progress has instead of the path. */
export type ProgressName<Name extends string> = Exclude<Name, "path"> | "step" | "furthest" | "next"

/** How far each path comes, and where it goes then. */
const follower = (rule: PathFunnelRule): ((path: Value) => readonly [furthest: number, next: string | null] | null) => {
  const attempts = new FunnelAttempts(compileFunnel(rule))
  return (path) => {
    if (typeof path !== "string") return null
    const touchpoints = touchpointsOf(path)
    attempts.start()
    for (const touchpoint of touchpoints) attempts.meet(touchpoint, 0)
    const { furthest } = attempts
    return [furthest, furthest === 0 ? null : (touchpoints[attempts.after(furthest)] ?? null)]
  }
}

/** Rows of progress that are written one by one. */
class ProgressColumns {
  private readonly step = new ColumnCodes()
  private readonly furthest = new ColumnCodes()
  private readonly next = new ColumnCodes()
  /** The group of the tally of paths that each row is of. */
  readonly groups: Array<number> = []

  /** The rows of a group: one a step from 0 to the furthest; of a path that is not known one without a step. */
  add(group: number, end: readonly [furthest: number, next: string | null] | null): void {
    if (end === null) {
      this.write(group, null, null, null)
      return
    }
    for (let step = 0; step < end[0]; step++) this.write(group, step, false, null)
    this.write(group, end[0], true, end[1])
  }

  finish(): ReadonlyArray<Column<"step" | "furthest" | "next">> {
    return [this.step.finish("step"), this.furthest.finish("furthest"), this.next.finish("next")]
  }

  private write(group: number, step: Value, furthest: Value, next: Value): void {
    this.step.add(step)
    this.furthest.add(furthest)
    this.next.add(next)
    this.groups.push(group)
  }
}

/**
 * The tally of progress through a funnel from a tally of cases by `path`: with `step`, `furthest` and `next` in the place of
 * the path, and its other dimensions as they are.
 *
 * Equal, byte for byte, to the tally of `Sources.progress` without a window by the same dimensions; each path is followed
 * once. Cases whose path is missing, being too long, have no step. Sums are left out. Throws `TallyMismatch` when the tally
 * does not count by path, or has a dimension of one of the new names, and as `Sources.progress`.
 */
export const progress = <Name extends string>(tally: Tally<Name>, rule: PathFunnelRule): Tally<ProgressName<Name>> => {
  const paths = column(tally as Tally, "path")
  const ends = paths.values.map(follower(rule))
  const rows = new ProgressColumns()
  paths.codes.forEach((code, group) => {
    rows.add(group, ends[code] ?? null)
  })
  const others = tally.columns.filter((each): each is Column<Name> & Column<Exclude<Name, "path">> => {
    return each.dimension.name !== "path"
  })
  const from = Uint32Array.from(rows.groups)
  const columns: ReadonlyArray<Column<ProgressName<Name>>> = [
    ...rows.finish(),
    ...others.map((each) => ({ ...each, codes: from.map((group) => each.codes[group] ?? 0) }))
  ]
  const groups = new Groups<ProgressName<Name>>(
    columns.map(({ dimension }) => dimension),
    []
  )
  groups.addTally({ columns, counts: Float64Array.from(from, (group) => tally.counts[group] ?? 0), sums: {} })
  return groups.finish()
}
