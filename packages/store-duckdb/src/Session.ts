import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBResult } from "@duckdb/node-api"
import type { Sql, StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Scope from "effect/Scope"
import { bindings } from "./bindings.ts"
import { failure } from "./failure.ts"
import { fromChunk } from "./fromChunk.ts"

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * One connection and what runs on it, one thing after the other.
 *
 * A streamed result that is left half read keeps the database file open until it is collected as garbage, so a session
 * reads it to its end before it lets go of the connection.
 */
export class Session {
  private readonly connection: DuckDBConnection
  private running: Promise<unknown> = Promise.resolve()
  private isRunning = false
  private streamed: DuckDBResult | undefined

  constructor(connection: DuckDBConnection) {
    this.connection = connection
  }

  /** Run something on the connection. Interrupting the fiber interrupts the engine and waits until it has stopped. */
  run<A>(use: (connection: DuckDBConnection) => Promise<A>): Effect.Effect<A, StoreError> {
    return Effect.callback<A, StoreError>((resume) => {
      const result = this.running.then(() => {
        this.isRunning = true
        return use(this.connection)
      })
      this.running = result
        .then(
          (value) => resume(Effect.succeed(value)),
          (cause) => resume(Effect.fail(failure(cause)))
        )
        .then(() => {
          this.isRunning = false
        })
      return Effect.promise(() => this.interrupt())
    })
  }

  /** Run a statement that takes no values; gives the number of rows it changed. */
  execute(text: string): Effect.Effect<number, StoreError> {
    return this.changed({ text, parameters: [] })
  }

  /** Run a statement; gives the number of rows it changed. */
  changed({ parameters, text }: Sql.Statement): Effect.Effect<number, StoreError> {
    return this.run((connection) => connection.run(text, ...bindings(parameters)).then((result) => result.rowsChanged))
  }

  /** The whole result of a statement, by column. */
  columns({ parameters, text }: Sql.Statement): Effect.Effect<Sql.ResultColumns, StoreError> {
    return this.run(async (connection) => {
      const result = await connection.run(text, ...bindings(parameters))
      const chunks = (await result.fetchAllChunks()).map(fromChunk)
      return Array.from({ length: result.columnCount }, (_, column) => chunks.flatMap((chunk) => chunk[column] ?? []))
    })
  }

  /** Start a statement whose result is fetched chunk by chunk. */
  stream({ parameters, text }: Sql.Statement): Effect.Effect<void, StoreError> {
    return this.run(async (connection) => {
      this.streamed = await connection.stream(text, ...bindings(parameters))
    })
  }

  /** The next chunk of the streamed result; `undefined` at its end. An error of the engine looks like the end. */
  fetch(): Effect.Effect<DuckDBDataChunk | undefined, StoreError> {
    return this.run(() => this.next())
  }

  /** Stop what is running and wait until it has stopped. An interrupt that comes too early is lost, so it is repeated. */
  async interrupt(): Promise<void> {
    const settled = this.running
    let waiting = true
    void settled.then(() => {
      waiting = false
    })
    while (waiting) {
      if (this.isRunning) this.connection.interrupt()
      await Promise.race([settled, pause(10)])
    }
  }

  async close(): Promise<void> {
    await this.interrupt()
    this.connection.interrupt()
    while ((await this.next().catch(() => undefined)) !== undefined) this.connection.interrupt()
    this.connection.disconnectSync()
  }

  private async next(): Promise<DuckDBDataChunk | undefined> {
    const chunk = await this.streamed?.fetchChunk()
    if (chunk && chunk.rowCount > 0) return chunk
    this.streamed = undefined
    return undefined
  }
}

/** Open a session that ends with the current scope, or with `outer` if that closes first. */
export const open = Effect.fnUntraced(function* (instance: DuckDBInstance, outer: Scope.Scope) {
  const scope = yield* Scope.fork(outer)
  yield* Effect.addFinalizer((exit) => Scope.close(scope, exit))
  return yield* Effect.acquireRelease(
    Effect.tryPromise({ try: () => instance.connect(), catch: failure }).pipe(
      Effect.map((connection) => new Session(connection))
    ),
    (session) => Effect.promise(() => session.close())
  ).pipe(Scope.provide(scope))
})

/** Do something in a transaction: kept whole when it succeeds, gone when it fails or is interrupted. */
export const transaction = <A, E>(session: Session, body: Effect.Effect<A, E>): Effect.Effect<A, E | StoreError> =>
  Effect.uninterruptibleMask((restore) =>
    session.execute("BEGIN").pipe(
      Effect.andThen(restore(body)),
      Effect.tap(() => session.execute("COMMIT")),
      Effect.onError(() => Effect.ignore(session.execute("ROLLBACK")))
    )
  )
