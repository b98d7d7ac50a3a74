import { randomUUID } from "node:crypto"
import { Readable } from "node:stream"
import type { ClickHouseClient } from "@clickhouse/client"
import type { Sql, StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { failure } from "./failure.ts"
import { bound } from "./literal.ts"
import { lines, values } from "./tabSeparated.ts"

/** What every statement is run with: joins give no value as `NULL`, and a query of many periods is not too long. */
const settings = {
  join_use_nulls: 1,
  max_query_size: "268435456",
  max_ast_elements: "10000000",
  max_expanded_ast_elements: "10000000",
  max_ast_depth: "10000"
} as const

/** What the server runs while a fiber waits for it. */
interface Running {
  readonly query_id: string
  readonly abort_signal: AbortSignal
}

/** One server. */
export class Shard {
  /** Its host and port, for messages. */
  readonly name: string
  private readonly client: ClickHouseClient
  private readonly settings: Readonly<Record<string, string | number>>

  constructor(name: string, client: ClickHouseClient, more: Readonly<Record<string, string | number>>) {
    this.name = name
    this.client = client
    this.settings = { ...settings, ...more }
  }

  /** Do something on the server. Interrupting the fiber stops it there too. */
  private run<A>(what: string, use: (running: Running) => Promise<A>): Effect.Effect<A, StoreError> {
    return Effect.callback<A, StoreError>((resume) => {
      const query_id = randomUUID()
      const controller = new AbortController()
      use({ query_id, abort_signal: controller.signal }).then(
        (value) => resume(Effect.succeed(value)),
        (cause) => resume(Effect.fail(failure(what, this.name, cause)))
      )
      return Effect.promise(async () => {
        controller.abort()
        await this.kill(query_id)
      })
    })
  }

  /** Stop a statement on the server: closing the connection lets it run on. */
  private async kill(queryId: string): Promise<void> {
    await this.client.command({ query: `KILL QUERY WHERE query_id = '${queryId}' SYNC` }).catch(() => undefined)
  }

  /** The rows of a statement as they come, in chunks. Stopping early stops the server. */
  private async *read({ query_id, abort_signal }: Running, query: string): AsyncGenerator<ReadonlyArray<string>> {
    const { stream } = await this.client.exec({
      query: `${query} FORMAT TabSeparated`,
      clickhouse_settings: this.settings,
      query_id,
      abort_signal
    })
    yield* lines(stream)
  }

  /** The result of a statement by column. */
  columns(what: string, statement: Sql.Statement): Effect.Effect<Sql.ResultColumns, StoreError> {
    return this.run(what, async (running) => {
      const rows: Array<ReadonlyArray<string | null>> = []
      for await (const chunk of this.read(running, bound(statement))) for (const line of chunk) rows.push(values(line))
      return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]))
    })
  }

  /** The rows of a statement, chunk by chunk. A stream that stops early stops the statement on the server. */
  rows(what: string, statement: Sql.Statement): Stream.Stream<ReadonlyArray<string | null>, StoreError> {
    return Stream.unwrap(
      Effect.gen({ self: this }, function* () {
        const query_id = randomUUID()
        const controller = new AbortController()
        let isOver = false
        const chunks = this.read({ query_id, abort_signal: controller.signal }, bound(statement))
        yield* Effect.addFinalizer(() =>
          Effect.promise(async () => {
            if (isOver) return
            controller.abort()
            await this.kill(query_id)
          })
        )
        return Stream.fromAsyncIterable(chunks, (cause) => failure(what, this.name, cause)).pipe(
          Stream.map((chunk) => chunk.map(values)),
          Stream.flattenIterable,
          Stream.ensuring(
            Effect.sync(() => {
              isOver = true
            })
          )
        )
      })
    )
  }

  /** Run a statement that returns nothing. */
  command(what: string, statement: Sql.Statement): Effect.Effect<void, StoreError> {
    return this.run(what, async (running) => {
      await this.client.command({ query: bound(statement), clickhouse_settings: this.settings, ...running })
    })
  }

  /** Put rows into a table, in the format RowBinary: they are there when this ends. */
  insert(what: string, into: string, rows: Buffer): Effect.Effect<void, StoreError> {
    return this.run(what, async (running) => {
      const { stream } = await this.client.exec({
        query: `INSERT INTO ${into} FORMAT RowBinary`,
        values: Readable.from([rows], { objectMode: false }),
        clickhouse_settings: this.settings,
        ...running
      })
      for await (const _ of stream);
    })
  }

  close(): Promise<void> {
    return this.client.close()
  }
}
