import { DuckDBInstance } from "@duckdb/node-api"
import { Response, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import { DuckDbStore } from "@throughline/store-duckdb"
import { Effect, Exit, ManagedRuntime, Schema, Stream } from "effect"
import { type Comparison, candidate } from "../Comparison.ts"
import { random } from "../random.ts"

const decode = Schema.decodeUnknownSync(Response)

const responses = (size: number): ReadonlyArray<Response> => {
  const draw = random(4)
  const start = Date.UTC(2026, 0, 1)
  return Array.from({ length: size }, (_, i) =>
    decode({
      id: `response-${i}`,
      customer: `customer-${draw(size)}`,
      touchpoint: `touchpoint-${draw(40)}`,
      at: new Date(start + 1000 * draw(180 * 86_400)).toISOString(),
      metric: "nps",
      scale: "0-10",
      score: draw(11),
      evidence: { source: "bench", kind: "objective" }
    })
  )
}

const batchSize = 5_000

const writeAll = (records: ReadonlyArray<Response>) =>
  Effect.gen(function* () {
    const store = yield* Store
    for (let at = 0; at < records.length; at += batchSize) {
      const batch = records.slice(at, at + batchSize)
      yield* store.write({ id: `batch-${at}`, kind: "responses", records: batch })
    }
    return records.length
  })

/** The plain way: a table of the same fields, one prepared insert a record, in one transaction. */
const insertEach = async (records: ReadonlyArray<Response>): Promise<number> => {
  const instance = await DuckDBInstance.create(":memory:")
  const connection = await instance.connect()
  await connection.run(
    'CREATE TABLE responses (id VARCHAR PRIMARY KEY, customer VARCHAR, touchpoint VARCHAR, "at" BIGINT, score BIGINT)'
  )
  await connection.run("BEGIN")
  const insert = await connection.prepare("INSERT INTO responses VALUES ($1, $2, $3, $4, $5)")
  for (const { at, customer, id, score, touchpoint } of records) {
    insert.bindVarchar(1, id)
    insert.bindVarchar(2, customer)
    insert.bindVarchar(3, touchpoint ?? "")
    insert.bindBigInt(4, BigInt(at.getTime()))
    insert.bindBigInt(5, BigInt(score))
    await insert.run()
  }
  await connection.run("COMMIT")
  connection.closeSync()
  instance.closeSync()
  return records.length
}

/** Records written to an empty store in memory. */
export const storeIngest = (size: number): Comparison => {
  const records = responses(size)
  const same = (count: number): number => count
  const write = () => Effect.runPromise(Effect.provide(writeAll(records), DuckDbStore.layer("memory")))
  return {
    name: `Write ${size.toLocaleString("en")} responses to DuckDB`,
    ours: candidate("DuckDbStore, batches", write, same),
    peers: [candidate("INSERT row by row", () => insertEach(records), same)]
  }
}

const query = { source: "responses", by: ["touchpoint", "score"] } as const

/** The same tally, counted inside the engine and from records read one by one. */
export const storeTally = async (size: number): Promise<Comparison> => {
  const runtime = ManagedRuntime.make(DuckDbStore.layer("memory"))
  const written = await runtime.runPromiseExit(writeAll(responses(size)))
  if (Exit.isFailure(written)) throw new Error("The store could not be filled")
  const inside = Effect.flatMap(Store, (store) => store.tally(query))
  const outside = Effect.flatMap(Store, (store) =>
    Effect.sync(() => Tally.counter<Response, typeof query.by>({ by: query.by })).pipe(
      Effect.flatMap(({ add, finish }) =>
        Effect.map(
          Stream.runForEach(store.read({ kind: "responses" }), (record) => Effect.sync(() => add(record))),
          finish
        )
      )
    )
  )
  const same = (tally: Tally.Tally): Tally.TallyJson => Tally.toJson(tally)
  return {
    name: `Tally of ${size.toLocaleString("en")} stored responses`,
    ours: candidate("counted inside DuckDB", () => runtime.runPromise(inside), same),
    peers: [candidate("every record read, then counted", () => runtime.runPromise(outside), same)],
    close: () => runtime.dispose()
  }
}
