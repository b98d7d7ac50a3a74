import { randomUUID } from "node:crypto"
import { Readable } from "node:stream"
import { setTimeout as pause } from "node:timers/promises"
import type { ClickHouseClient } from "@clickhouse/client"
import { type Bytes, retrying, type Sql, type StoreError, Traffic } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { failure, isUnstoppable } from "./failure.ts"
import { bound } from "./literal.ts"
import { lines, values } from "./tabSeparated.ts"

/**
 * What every statement is run with: joins give no value as `NULL`, a query of many periods is not too long, and an answer
 * begins only when it is whole, since an error after its beginning would look like its end.
 */
const settings = {
  wait_end_of_query: 1,
  join_use_nulls: 1,
  max_query_size: "268435456",
  max_ast_elements: "10000000",
  max_expanded_ast_elements: "10000000",
  max_ast_depth: "10000"
} as const

/** How long a statement may take to stop, in milliseconds. */
const patience = 10_000

/** What the server runs while a fiber waits for it. */
interface Running {
  readonly query_id: string
  readonly controller: AbortController
  isOver: boolean
}

/** What says to the server, and to the connection, which statement is meant. */
const named = ({ controller, query_id }: Running) => ({ query_id, abort_signal: controller.signal })

/** Bytes as they come, counted. */
async function* received(chunks: AsyncIterable<Uint8Array>, traffic: Bytes): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    traffic.received += chunk.length
    yield chunk
  }
}

/** One server. */
export class Shard {
  /** Its host and port, for messages. */
  readonly name: string
  /** The longest that anything may take on it, in seconds, if there is a limit. */
  readonly limit: number | undefined
  private readonly client: ClickHouseClient
  private readonly settings: Readonly<Record<string, string | number>>

  constructor(name: string, client: ClickHouseClient, more: Readonly<Record<string, number>>) {
    this.name = name
    this.limit = more.max_execution_time
    this.client = client
    this.settings = { ...settings, ...more }
  }

  /** A statement for as long as the scope is open: what is not over by then is stopped, here and on the server. */
  private readonly running = Effect.acquireRelease(
    Effect.sync((): Running => ({ query_id: randomUUID(), controller: new AbortController(), isOver: false })),
    (running) => Effect.promise(() => this.stop(running))
  )

  /** Closing the connection lets a statement run on. One that the server cannot stop, such as an insert, is waited for. */
  private async stop({ controller, isOver, query_id }: Running): Promise<void> {
    if (isOver) return
    controller.abort()
    const query = `KILL QUERY WHERE query_id = '${query_id}' SYNC`
    const abort_signal = AbortSignal.timeout(patience)
    while (await this.client.command({ query, abort_signal }).then(() => false, isUnstoppable)) await pause(20)
  }

  private attempt<A>(what: string, use: () => Promise<A>): Effect.Effect<A, StoreError> {
    return Effect.tryPromise({ try: use, catch: (cause) => failure(what, this.name, cause) })
  }

  /** Do something on the server that may be done twice: again when the connection or the server broke off. */
  private run<A>(what: string, use: (running: Running, traffic: Bytes) => Promise<A>): Effect.Effect<A, StoreError> {
    const once = Effect.gen({ self: this }, function* () {
      const running = yield* this.running
      const traffic = yield* Traffic
      const value = yield* this.attempt(what, () => use(running, traffic))
      running.isOver = true
      return value
    })
    return retrying(Effect.scoped(once))
  }

  /** The bytes of the rows of a statement, once the server has them all. */
  private async bytes(running: Running, traffic: Bytes, rows: string): Promise<AsyncIterable<Uint8Array>> {
    const query = `${rows} FORMAT TabSeparated`
    traffic.sent += Buffer.byteLength(query)
    const { stream } = await this.client.exec({ query, clickhouse_settings: this.settings, ...named(running) })
    return received(stream, traffic)
  }

  /** The result of a statement by column. */
  columns(what: string, statement: Sql.Statement): Effect.Effect<Sql.ResultColumns, StoreError> {
    const query = bound(statement)
    return this.run(what, async (running, traffic) => {
      const rows: Array<ReadonlyArray<string | null>> = []
      for await (const chunk of lines(await this.bytes(running, traffic, query)))
        for (const line of chunk) rows.push(values(line))
      return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]))
    })
  }

  /** The rows of a statement, chunk by chunk. A stream that stops early stops the statement on the server. */
  rows(what: string, statement: Sql.Statement): Stream.Stream<ReadonlyArray<string | null>, StoreError> {
    return Stream.unwrap(
      Effect.gen({ self: this }, function* () {
        const running = yield* this.running
        const traffic = yield* Traffic
        const bytes = yield* this.attempt(what, () => this.bytes(running, traffic, bound(statement)))
        const over = Effect.sync(() => {
          running.isOver = true
        })
        return Stream.fromAsyncIterable(lines(bytes), (cause) => failure(what, this.name, cause)).pipe(
          Stream.map((chunk) => chunk.map(values)),
          Stream.flattenIterable,
          Stream.concat(Stream.fromEffectDrain(over))
        )
      })
    )
  }

  /** Run a statement that returns nothing. */
  command(what: string, statement: Sql.Statement): Effect.Effect<void, StoreError> {
    const query = bound(statement)
    return this.run(what, async (running, traffic) => {
      traffic.sent += Buffer.byteLength(query)
      await this.client.command({ query, clickhouse_settings: this.settings, ...named(running) })
    })
  }

  /** Put rows into a table, in the format RowBinary: they are there when this ends. */
  insert(what: string, into: string, rows: Buffer): Effect.Effect<void, StoreError> {
    return this.run(what, async (running, traffic) => {
      traffic.sent += rows.length
      const { stream } = await this.client.exec({
        query: `INSERT INTO ${into} FORMAT RowBinary`,
        values: Readable.from([rows], { objectMode: false }),
        clickhouse_settings: this.settings,
        ...named(running)
      })
      for await (const _ of stream);
    })
  }

  close(): Promise<void> {
    return this.client.close()
  }
}
