import type { ConnectionOptions } from "node:tls"
import { StoreError } from "@throughline/store"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import { Client, type ClientConfig, Pool, type PoolClient } from "pg"
import { engine, unavailable } from "./failure.ts"
import { Session } from "./Session.ts"

/** Which server, and how it is used. */
export interface Options {
  /** `postgres://user:password@host:5432/database` */
  readonly url: Redacted.Redacted
  /** The schema that holds the tables, made when it is not there: `"throughline"` unless told. */
  readonly schema?: string
  /**
   * The most connections that are open at once: 10 unless told. A read has one until it ends; who finds all of them busy
   * waits, for as long as it takes.
   */
  readonly connections?: number
  /** The longest that a statement may take; no limit of ours unless told. */
  readonly statementTimeout?: Duration.Input
  /**
   * That connections are encrypted, and how, as Node's `tls.connect` takes it: `{ ca }` trusts an authority of one's own.
   * It counts for more than what the URL says; unless told, the URL says it (`?sslmode=verify-full&sslrootcert=ca.pem`).
   */
  readonly tls?: ConnectionOptions
}

/** A connection for as long as the scope is open. */
export type Connect = Effect.Effect<Session, StoreError, Scope.Scope>

const milliseconds = (timeout: Duration.Input): number => Math.ceil(Duration.toMillis(timeout))

const encryption = ["ssl", "sslmode", "sslnegotiation", "sslcert", "sslkey", "sslrootcert", "uselibpqcompat"]

/** A URL without what it says of encryption, which would count for more than `tls`. */
const withoutEncryption = (text: string): string => {
  if (!URL.canParse(text)) return text
  const url = new URL(text)
  for (const name of encryption) url.searchParams.delete(name)
  return url.href
}

const configOf = ({ statementTimeout, tls, url }: Options): ClientConfig => ({
  connectionString: tls === undefined ? Redacted.value(url) : withoutEncryption(Redacted.value(url)),
  application_name: "throughline",
  client_encoding: "UTF8",
  connectionTimeoutMillis: 10_000,
  keepAlive: true,
  ...(statementTimeout === undefined ? {} : { statement_timeout: milliseconds(statementTimeout) }),
  ...(tls === undefined ? {} : { ssl: tls })
})

const pidOf = async (client: PoolClient): Promise<number> => {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")
  return rows[0]?.pid ?? 0
}

const ignore = (): void => {}

const misspelt = new StoreError({
  reason: "Unavailable",
  engine,
  retry: "never",
  message:
    "The connection string is no URL of PostgreSQL: it reads postgres://user:password@host:5432/database, with special characters percent-encoded"
})

const poolOf = (config: ClientConfig, connections: number): Effect.Effect<Pool, StoreError> =>
  Effect.try({
    try: () => {
      // The pool reads the connection string only when it connects, a client at once.
      new Client(config)
      const pool = new Pool({ ...config, max: connections })
      // A connection that is lost while nobody uses it: the next one who asks gets a new one.
      pool.on("error", ignore)
      pool.on("connect", (client) => void client.on("error", ignore))
      return pool
    },
    catch: () => misspelt
  })

/** Connections of a pool, each given back with the scope that it was made in. Who finds all of them busy waits. */
const connectionsOf = (pool: Pool, config: ClientConfig, turns: Semaphore.Semaphore): Connect => {
  const pids = new WeakMap<PoolClient, number>()
  const pidOnce = async (client: PoolClient): Promise<number> => {
    if (!pids.has(client)) client.on("error", ignore)
    const pid = pids.get(client) ?? (await pidOf(client))
    pids.set(client, pid)
    return pid
  }
  const session = async (): Promise<Session> => {
    const client = await pool.connect()
    try {
      return new Session(client, await pidOnce(client), config)
    } catch (cause) {
      client.release(true)
      throw cause
    }
  }
  // The pool has a limit of time for those who wait, and calls it one of connecting.
  return Effect.andThen(
    Semaphore.takeScoped(turns, 1),
    Effect.acquireRelease(Effect.tryPromise({ try: session, catch: unavailable }), (open) =>
      Effect.sync(() => open.release())
    )
  )
}

/** Connections to a server, closed with the scope. */
export const connectTo = (options: Options): Effect.Effect<Connect, StoreError, Scope.Scope> => {
  const config = configOf(options)
  const connections = options.connections ?? 10
  const pool = Effect.acquireRelease(poolOf(config, connections), (open) => Effect.promise(() => open.end()))
  return Effect.map(pool, (open) => connectionsOf(open, config, Semaphore.makeUnsafe(connections)))
}
