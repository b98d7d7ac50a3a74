import { StoreError } from "@throughline/store"
import { refusal } from "./refusal.ts"

/** Failures that may not come again: the disk, the memory, a conflict with other statements. */
const passing = new Set(["IO Error", "Out of Memory Error", "TransactionContext Error", "INTERRUPT Error"])

/** What DuckDB refuses everything with once it could not finish its own work on the file. */
const fatal = "FATAL Error"

/** What DuckDB calls the kind of an error. The rest of its message can hold a row's values, so it is left out. */
export const kindOf = (cause: unknown): string => {
  const [kind = ""] = /^[A-Za-z ]{1,40}(?=:)/.exec(cause instanceof Error ? cause.message : "") ?? []
  return kind === "" ? "Error" : kind
}

/** Whether the system said that there is no room for a file. */
const isFull = (kind: string, message: string): boolean =>
  (kind === fatal || passing.has(kind)) && /No space left on device|Disk quota exceeded/.test(message)

const gaveUp = (kind: string, full: boolean): string =>
  full
    ? `DuckDB could not finish, since the disk is full (${kind}). Free space on it`
    : `DuckDB could not finish (${kind}). Check disk space and memory`

const why = (kind: string, full: boolean): Pick<StoreError, "retry" | "message"> => {
  if (kind === fatal)
    return {
      retry: "never",
      message: `${gaveUp(kind, full)}, then close the store and open it again; a batch sent again is stored once`
    }
  return passing.has(kind)
    ? { retry: full ? "never" : "safe", message: `${gaveUp(kind, full)}, then try again; nothing was changed` }
    : { retry: "never", message: `DuckDB refused a statement (${kind}); nothing was changed` }
}

/** The error of a statement that DuckDB gave up on. */
export const failure = (cause: unknown): StoreError => {
  const said = cause instanceof Error ? cause.message : ""
  const refused = refusal(said)
  if (refused !== undefined) return refused
  const kind = kindOf(cause)
  return new StoreError({ reason: "Failed", engine: "duckdb", ...why(kind, isFull(kind, said)) })
}

/** The error of a statement with what it was for, such as `"Counting responses"`. */
export const during =
  (what: string) =>
  ({ engine, message, reason, retry }: StoreError): StoreError =>
    new StoreError({
      reason,
      engine,
      retry,
      message: reason === "Failed" ? `${what} failed: ${message}` : message
    })
