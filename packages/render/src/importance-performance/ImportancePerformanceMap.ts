import type { ImportancePerformance } from "@throughline/core"

/** What matters to customers, and how well it is done. */
export interface ImportancePerformanceMap {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  /** What `ImportancePerformance` gives. */
  readonly map: ImportancePerformance.ImportancePerformanceResult
  /** What items are called; one without a name is shown by its value. */
  readonly names?: ReadonlyArray<{ readonly id: string; readonly name: string }> | undefined
}
