import { StoreError } from "@throughline/store"

export const engine = "postgres"

/** What the server or the connection calls the kind of an error. Messages can hold a row's values, so they are left out. */
const codeOf = (cause: unknown): string => {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : ""
  return /^[A-Z0-9_]{1,40}$/.test(code) ? code : ""
}

/** Classes of SQLSTATE that may not come again: connection, rollback of a conflict, resources, operator, system. */
const passing = /^(08|40|53|57P|58)/

const cancelled = "57014"
const full = "53100"
const readOnly = "25006"
const locked = "55P03"

/** The codes of Node, such as `EPIPE`, begin with an E; no SQLSTATE does. */
const isOfServer = (code: string): boolean => /^(?!E)[0-9A-Z]{5}$/.test(code)

const why = (code: string): Pick<StoreError, "retry" | "message"> => {
  if (code === cancelled)
    return {
      retry: "never",
      message: "it took longer than the time limit: ask for less, or raise statementTimeout"
    }
  if (code === full)
    return {
      retry: "never",
      message: `a disk of the server is full (SQLSTATE ${code}): free space on it, then do it again`
    }
  if (code === readOnly)
    return { retry: "never", message: `the server only reads (SQLSTATE ${code}): connect to the one that writes` }
  if (code === locked)
    return { retry: "safe", message: `another session has locked the table (SQLSTATE ${code}): try again` }
  if (!isOfServer(code))
    return {
      retry: "safe",
      message: `the connection was lost${code === "" ? "" : ` (${code})`}: try again; a batch sent again is stored once`
    }
  return passing.test(code)
    ? { retry: "safe", message: `the server could not finish (SQLSTATE ${code}): try again` }
    : {
        retry: "never",
        message: `the server refused it (SQLSTATE ${code}): check the rights of the user on the schema`
      }
}

const reasons: Readonly<Record<string, StoreError["reason"]>> = { [readOnly]: "ReadOnly", [locked]: "Locked" }

/** The error of a statement; `what` says what it was about, such as `"Counting responses"`. */
export const failure = (what: string, cause: unknown): StoreError => {
  const code = codeOf(cause)
  const { message, retry } = why(code)
  const reason = reasons[code] ?? "Failed"
  return new StoreError({ reason, engine, retry, message: `${what} in PostgreSQL failed: ${message}` })
}

/** Wrong password, no such user, no such database: asking again does not help. */
const refusing = /^(28|3D)/

/** What Node says of a certificate that is signed by nobody it trusts, is of another host or is out of date. */
const untrusted = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/

const inTheOpen = (cause: unknown): boolean =>
  cause instanceof Error && cause.message === "The server does not support SSL connections"

const whyUnavailable = (code: string, cause: unknown): Pick<StoreError, "retry" | "message"> => {
  if (untrusted.test(code))
    return {
      retry: "never",
      message: `its certificate is not trusted (${code}): give the authority that signed it as tls.ca, and the host as the certificate names it`
    }
  if (inTheOpen(cause))
    return { retry: "never", message: "it does not encrypt connections: turn ssl on at the server, or ask for none" }
  return {
    retry: refusing.test(code) ? "never" : "safe",
    message: `check host, port, user, password and database of the connection string, and that the server runs${code === "" ? "" : ` (${code})`}`
  }
}

/** The error for a server that a connection cannot be made to. */
export const unavailable = (cause: unknown): StoreError => {
  const { message, retry } = whyUnavailable(codeOf(cause), cause)
  return new StoreError({
    reason: "Unavailable",
    engine,
    retry,
    message: `PostgreSQL could not be reached: ${message}`
  })
}
