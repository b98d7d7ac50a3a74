import type { RecordKind } from "@throughline/core"
import type { EraseReport } from "../Batch.ts"

/** What was erased by kind, from how many rows went for each of the columns that hold a customer. */
export const erasedOf = (counts: ReadonlyArray<readonly [kind: RecordKind, rows: number]>): EraseReport => {
  const erased: { [Kind in RecordKind]?: number } = {}
  for (const [kind, rows] of counts) if (rows > 0) erased[kind] = (erased[kind] ?? 0) + rows
  return { erased }
}
