import * as Redacted from "effect/Redacted"
import type { PostgresAddress } from "./StoreAddress.ts"

/** How a store in PostgreSQL is written. */
export const postgresForm = "postgres://user:password@host:5432/database?schema=throughline"

/** Read `postgres://user:password@host/database?schema=name`; the server's own settings, such as `sslmode`, stay in it. */
export const postgresAddress = (text: string): PostgresAddress | undefined => {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  if (!/^\/[^/]+$/.test(url.pathname)) return undefined
  const schema = url.searchParams.get("schema") ?? "throughline"
  url.searchParams.delete("schema")
  return { engine: "postgres", url: Redacted.make(url.href, { label: "postgres" }), schema }
}
