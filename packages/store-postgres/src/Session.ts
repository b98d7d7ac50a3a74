import { Socket } from "node:net"
import { type Bytes, type Sql, type StoreError, Traffic } from "@throughline/store"
import * as Effect from "effect/Effect"
import { Client, type ClientConfig, type PoolClient, type QueryArrayResult } from "pg"
import { failure } from "./failure.ts"

/** The server's numbers for `bool` and `float8`. All other values stay the text that the server writes. */
const parsers = new Map<number, (text: string) => unknown>([
  [16, (text) => text === "t"],
  [701, Number]
])

const ignore = (): void => {}

const types = { getTypeParser: (oid: number) => parsers.get(oid) ?? ((text: string) => text) }

/** What went over a connection since it was made. */
const bytesOf = (client: PoolClient): Bytes => {
  const socket = client instanceof Client ? client.connection.stream : undefined
  return socket instanceof Socket ? { sent: socket.bytesWritten, received: socket.bytesRead } : { sent: 0, received: 0 }
}

/** One connection and what runs on it, one statement after the other. */
export class Session {
  private readonly client: PoolClient
  private readonly pid: number
  private readonly config: ClientConfig
  private isLost = false

  constructor(client: PoolClient, pid: number, config: ClientConfig) {
    this.client = client
    this.pid = pid
    this.config = config
  }

  /** Do something on the connection, and count its bytes. Interrupting the fiber cancels it on the server, and waits until it has stopped. */
  run<A>(what: string, use: (client: PoolClient) => Promise<A>): Effect.Effect<A, StoreError> {
    const running = Effect.callback<A, StoreError>((resume) => {
      const running = use(this.client).then(
        (value) => resume(Effect.succeed(value)),
        (cause) => resume(Effect.fail(failure(what, cause)))
      )
      return Effect.promise(() => this.cancel(running))
    })
    return Effect.flatMap(Traffic, (traffic) => {
      const before = bytesOf(this.client)
      return Effect.ensuring(
        running,
        Effect.sync(() => {
          const after = bytesOf(this.client)
          traffic.sent += after.sent - before.sent
          traffic.received += after.received - before.received
        })
      )
    })
  }

  /** Run a statement: its rows are arrays of values. */
  query(
    what: string,
    { parameters, text }: Sql.Statement
  ): Effect.Effect<QueryArrayResult<Array<unknown>>, StoreError> {
    const values = parameters.map(({ value }) => value)
    return this.run(what, (client) => client.query<Array<unknown>>({ text, values, rowMode: "array", types }))
  }

  /** Run a statement that takes no values; gives the number of rows it changed. */
  execute(what: string, text: string): Effect.Effect<number, StoreError> {
    return Effect.map(this.query(what, { text, parameters: [] }), ({ rowCount }) => rowCount ?? 0)
  }

  /** The result of a statement by column. */
  columns(what: string, statement: Sql.Statement): Effect.Effect<Sql.ResultColumns, StoreError> {
    return Effect.map(this.query(what, statement), ({ fields, rows }) =>
      fields.map((_, column) => rows.map((row) => row[column]))
    )
  }

  /** Give the connection back; one in an unknown state, or that a failure left in its transaction, is closed. */
  release(): void {
    this.client.release(this.isLost || this.client.getTransactionStatus() !== "I")
  }

  /** Tell the server, over another connection, to stop what is running, and wait until it has. */
  private async cancel(running: Promise<void>): Promise<void> {
    const other = new Client(this.config)
    other.on("error", ignore)
    try {
      await other.connect()
      await other.query("SELECT pg_cancel_backend($1)", [this.pid])
      await running
    } catch {
      // It cannot be stopped from here: without its connection the server gives up by itself.
      this.isLost = true
      void this.client.end()
    } finally {
      await other.end()
    }
  }
}

/** Do something in a transaction: kept whole when it succeeds, gone when it fails or is interrupted. */
export const transaction = <A, E>(
  session: Session,
  what: string,
  begin: string,
  body: Effect.Effect<A, E>
): Effect.Effect<A, E | StoreError> =>
  Effect.uninterruptibleMask((restore) =>
    session.execute(what, begin).pipe(
      Effect.andThen(restore(body)),
      Effect.tap(() => session.execute(what, "COMMIT")),
      Effect.onError(() => Effect.ignore(session.execute(what, "ROLLBACK")))
    )
  )

/** Begin a transaction that sees one moment, and writes nothing. */
export const snapshot = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
