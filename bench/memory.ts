import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { Store } from "@throughline/store"
import { Effect, ManagedRuntime, Stream } from "effect"
import { openEngine } from "./scale/engines/index.ts"
import { writeBatches } from "./scale/ingest.ts"
import { recordsOf } from "./scale/records.ts"

/** `node memory.ts --engine duckdb --rows 100000 --rows 1000000`: the heap at each size, each in a process of its own. */
const { values } = parseArgs({
  options: {
    engine: { type: "string", default: "duckdb" },
    rows: { type: "string", multiple: true, default: ["100000", "1000000"] },
    measure: { type: "boolean", default: false }
  }
})

/** Live objects of JavaScript in MB, after a full collection. */
const heap = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}

const step = 100_000

const measure = async (rows: number): Promise<void> => {
  const engine = await openEngine(values.engine)
  const writing = ManagedRuntime.make(engine.store())
  const most = { write: 0, read: 0, tally: 0 }
  for (let from = 0; from < rows; from += step) {
    const records = recordsOf("responses", from, Math.min(rows, from + step), rows) as ReadonlyArray<never>
    await writeBatches(writing, "responses", from, records)
    most.write = Math.max(most.write, heap())
  }
  await writing.dispose()
  const asking = ManagedRuntime.make(engine.asked(engine.ports))
  let read = 0
  await asking.runPromise(
    Effect.flatMap(Store, (store) =>
      Stream.runForEach(store.read({ kind: "responses" }), () =>
        Effect.sync(() => {
          if (read++ % step === 0) most.read = Math.max(most.read, heap())
        })
      )
    )
  )
  if (read !== rows) throw new Error(`${read} of ${rows} records were read`)
  const query = { source: "responses", by: ["touchpoint", "score"] } as const
  await asking.runPromise(Effect.flatMap(Store, (store) => store.tally(query)))
  most.tally = heap()
  await asking.dispose()
  await engine.close()
  const shown = Object.entries(most).map(([what, size]) => `${what} ${size.toFixed(0).padStart(4)} MB`)
  console.log(`  ${values.engine.padEnd(12)} ${rows.toLocaleString("en").padStart(12)} rows   ${shown.join("   ")}`)
}

if (values.measure) await measure(Number(values.rows[0]))
else {
  for (const rows of values.rows) {
    const more = ["--measure", "--engine", values.engine, "--rows", rows]
    execFileSync(process.execPath, ["--expose-gc", fileURLToPath(import.meta.url), ...more], { stdio: "inherit" })
  }
}
