/**
 * How many source records (rows, lines) were read, and what became of each.
 *
 * Every source record is counted once in `read` and once in exactly one of the others, however many records it gives:
 * `read = imported + skipped + rejected + duplicate`, at any moment.
 */
export interface Counts {
  readonly read: number
  /** Gave at least one record that was not seen before, or says that one is gone. */
  readonly imported: number
  /** Left out because the mapping says so, or because it holds no answer, or nothing at all. */
  readonly skipped: number
  /** Gave no record, because something in it is wrong. */
  readonly rejected: number
  /** Says only what an earlier record of the same input has said already, under the same id. */
  readonly duplicate: number
}

/** Nothing read yet. */
export const noCounts: Counts = { read: 0, imported: 0, skipped: 0, rejected: 0, duplicate: 0 }

/**
 * Whether every record that was read is accounted for: the law of an import.
 *
 * ```ts import.meta.vitest
 * import { balanced } from "./Counts.ts"
 *
 * balanced({ read: 3, imported: 2, skipped: 0, rejected: 1, duplicate: 0 }) // => true
 * balanced({ read: 3, imported: 2, skipped: 0, rejected: 0, duplicate: 0 }) // => false
 * ```
 */
export const balanced = (counts: Counts): boolean =>
  counts.read === counts.imported + counts.skipped + counts.rejected + counts.duplicate

/**
 * The counts of two inputs together.
 *
 * ```ts import.meta.vitest
 * import { addCounts, noCounts } from "./Counts.ts"
 *
 * addCounts({ ...noCounts, read: 2, imported: 2 }, { ...noCounts, read: 1, skipped: 1 }).read // => 3
 * ```
 */
export const addCounts = (a: Counts, b: Counts): Counts => ({
  read: a.read + b.read,
  imported: a.imported + b.imported,
  skipped: a.skipped + b.skipped,
  rejected: a.rejected + b.rejected,
  duplicate: a.duplicate + b.duplicate
})
