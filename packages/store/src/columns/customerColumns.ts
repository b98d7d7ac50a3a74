import { type RecordKind, recordKinds } from "@throughline/core"
import { columnsOf } from "./columnsOf.ts"

/** The columns that may hold a customer. */
const owners: ReadonlySet<string> = new Set(["customer", "same"])

const columnsOfCustomer = (kind: RecordKind): ReadonlyArray<string> =>
  kind === "customers"
    ? ["id"]
    : columnsOf(kind)
        .map(({ name }) => name)
        .filter((name) => owners.has(name))

/**
 * The kinds of records that belong to a customer, each with the column that says whose it is. What links two customers is
 * there twice: first with the one that it is kept with, then with the other.
 */
export const customerColumns: ReadonlyArray<readonly [kind: RecordKind, column: string]> = recordKinds.flatMap((kind) =>
  columnsOfCustomer(kind).map((column) => [kind, column] as const)
)
