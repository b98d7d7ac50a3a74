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
/** A file that a server cannot write, of its own words and of its library's. */
const unwritten = new Set([75, 1001])
/** A wrong user or password, or no rights. */
const refusing = new Set([192, 193, 194, 195, 291, 497, 516])
const timeout = 159
const readOnly = 164

/** Whether a server says that it cannot stop a statement that runs. */
export const isUnstoppable = (cause: unknown): boolean => codeOf(cause) === 380

const again = "send a batch again: a record that is there already stays one"

const isFull = (code: number, cause: unknown): boolean =>
  code === 243 || (unwritten.has(code) && cause instanceof Error && cause.message.includes("No space left on device"))

type Answer = Pick<StoreError, "reason" | "retry"> & { readonly remedy: string }

const answerFor = (code: number, cause: unknown): Answer => {
  const never = (remedy: string, reason: StoreError["reason"] = "Failed"): Answer => ({
    reason,
    retry: "never",
    remedy
  })
  if (refusing.has(code)) return never("check user, password and rights", "Unavailable")
  if (code === readOnly) return never("its user only reads: use one that may write and change settings", "ReadOnly")
  if (code === timeout) return never("it took longer than the time limit: ask for less, or raise executionTimeout")
  if (isFull(code, cause)) return never(`its disk is full: free space on it, then do it again; ${again}`)
  return passing.has(code)
    ? { reason: "Failed", retry: "safe", remedy: `try again; ${again}` }
    : never("check that the tables are those of this package")
}

/** What Node says of a certificate that is signed by nobody it trusts, is of another host or is out of date. */
const untrusted = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/

const silence = (cause: unknown): Pick<StoreError, "retry" | "message"> => {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : ""
  return untrusted.test(code)
    ? {
        retry: "never",
        message: `has a certificate that is not trusted (${code}); give a client with the authority that signed it, and the host as the certificate names it`
      }
    : {
        retry: "safe",
        message: `does not answer, and without it nothing is answered; check that it runs, then try again; ${again}`
      }
}

/** The error of a statement: `what` says what it was about, such as `"Counting responses"`, `shard` where. */
export const failure = (what: string, shard: string, cause: unknown): StoreError => {
  const code = codeOf(cause)
  if (code !== undefined) {
    const { reason, remedy, retry } = answerFor(code, cause)
    const message = `${what} in ClickHouse failed: ${shard} refused it (code ${code}); ${remedy}`
    return new StoreError({ reason, engine, retry, message })
  }
  const { message, retry } = silence(cause)
  return new StoreError({
    reason: "Unavailable",
    engine,
    retry,
    message: `${what} in ClickHouse failed: ${shard} ${message}`
  })
}
