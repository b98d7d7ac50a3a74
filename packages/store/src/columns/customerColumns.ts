import { type RecordKind, recordKinds } from "@throughline/core"
import { columnsOf } from "./columnsOf.ts"

const columnOf = (kind: RecordKind): string | undefined => {
  if (kind === "customers") return "id"
  return columnsOf(kind).find((column) => column.name === "customer")?.name
}

/** The kinds of records that belong to a customer, each with the column that says whose it is. */
export const customerColumns: ReadonlyArray<readonly [kind: RecordKind, column: string]> = recordKinds.flatMap(
  (kind) => {
    const column = columnOf(kind)
    return column === undefined ? [] : [[kind, column] as const]
  }
)
