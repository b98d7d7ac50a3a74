import { StoreError } from "@throughline/store"
import { refusal } from "./refusal.ts"

/** Failures that may not come again: the disk, the memory, a conflict with other statements. */
const passing = new Set(["IO Error", "Out of Memory Error", "TransactionContext Error", "INTERRUPT Error"])

/** What DuckDB calls the kind of an error. The rest of its message can hold a row's values, so it is left out. */
export const kindOf = (cause: unknown): string => {
  const [kind = ""] = /^[A-Za-z ]{1,40}(?=:)/.exec(cause instanceof Error ? cause.message : "") ?? []
  return kind === "" ? "Error" : kind
}

/** The error of a statement that DuckDB gave up on. */
export const failure = (cause: unknown): StoreError => {
  const refused = refusal(cause instanceof Error ? cause.message : "")
  if (refused !== undefined) return refused
  const kind = kindOf(cause)
  return new StoreError({
    reason: "Failed",
    engine: "duckdb",
    retry: passing.has(kind) ? "safe" : "never",
    message: passing.has(kind)
      ? `DuckDB could not finish (${kind}); nothing was changed. Check disk space and memory, then try again`
      : `DuckDB refused a statement (${kind}); nothing was changed`
  })
}
