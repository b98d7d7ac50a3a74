import { ClickHouseError } from "@clickhouse/client"
import { StoreError } from "@throughline/store"

export const engine = "clickhouse"

/** The server's number of an error, `undefined` when no server said anything. Messages can hold values, so they are left out. */
const codeOf = (cause: unknown): number | undefined => {
  if (cause instanceof ClickHouseError) return Number(cause.code)
  // Version 18 writes an error in a form that the client knows no more.
  const [, code] = /^(?:Error )?Code: (\d{1,5})[,.]/.exec(cause instanceof Error ? cause.message : "") ?? []
  return code === undefined ? undefined : Number(code)
}

/** Memory, disk, sockets, other servers, too much at once, a shutdown: what may not come again. */
const passing = new Set([74, 75, 202, 203, 209, 210, 241, 242, 243, 252, 279, 394])
/** A wrong user or password, or no rights. */
const refusing = new Set([164, 192, 193, 194, 195, 291, 497, 516])
const timeout = 159

const again = "send a batch again: a record that is there already stays one"

const remedyFor = (code: number): string => {
  if (refusing.has(code)) return "check user, password and rights"
  if (code === timeout) return "it took longer than the time limit: ask for less, or raise executionTimeout"
  return passing.has(code) ? `try again; ${again}` : "check that the tables are those of this package"
}

const refusal = (what: string, shard: string, code: number): StoreError =>
  new StoreError({
    reason: refusing.has(code) ? "Unavailable" : "Failed",
    engine,
    retry: passing.has(code) ? "safe" : "never",
    message: `${what} in ClickHouse failed: ${shard} refused it (code ${code}); ${remedyFor(code)}`
  })

/** The error of a statement: `what` says what it was about, such as `"Counting responses"`, `shard` where. */
export const failure = (what: string, shard: string, cause: unknown): StoreError => {
  const code = codeOf(cause)
  if (code !== undefined) return refusal(what, shard, code)
  return new StoreError({
    reason: "Unavailable",
    engine,
    retry: "safe",
    message: `${what} in ClickHouse failed: ${shard} does not answer, and without it nothing is answered; check that it runs, then try again; ${again}`
  })
}
