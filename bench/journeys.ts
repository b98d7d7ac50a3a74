import { parseArgs } from "node:util"
import { Store, type TallyQuery } from "@throughline/store"
import { Effect, ManagedRuntime } from "effect"
import { openEngine } from "./scale/engines/index.ts"
import { writeBatches } from "./scale/ingest.ts"
import { spent } from "./scale/processorTime.ts"
import { asOf, recordsOf } from "./scale/records.ts"

/**
 * `node --expose-gc journeys.ts --engine duckdb --rows 1000000`: what journeys cost of so many interactions, ten a customer at
 * random touchpoints: nearly every path is another.
 */
const { values } = parseArgs({
  options: { engine: { type: "string", default: "duckdb" }, rows: { type: "string", default: "1000000" } }
})
const rows = Number(values.rows)
const engine = await openEngine(values.engine)

const step = 100_000
const writing = ManagedRuntime.make(engine.store())
for (let from = 0; from < rows; from += step) {
  const records = recordsOf("interactions", from, Math.min(rows, from + step), rows) as ReadonlyArray<never>
  await writeBatches(writing, "interactions", from, records)
}
await writing.dispose()

const steps = ["touchpoint-1", "touchpoint-2", "touchpoint-3", "touchpoint-4"]
const asking = ManagedRuntime.make(engine.asked(engine.ports))
const asked = {
  "directly-follows graph": { source: "steps", by: ["from", "to"] },
  "the same by session of a week": { source: "steps", by: ["from", "to"], sessionGap: 604_800 },
  "1,000 variants": { source: "cases", by: ["path"], most: 1000 },
  "funnel of four within 90 days": { source: "progress", by: ["step", "furthest"], steps, window: 7_776_000 },
  "stays at each touchpoint": { source: "stays", by: ["stage", "outcome", "days"], asOf }
} as const

console.log(`${engine.name} ${engine.version}, ${rows.toLocaleString("en")} interactions, Node ${process.version}`)
for (const [name, query] of Object.entries(asked)) {
  let groups = 0
  const ask = Effect.flatMap(Store, (store) => store.tally(query as unknown as TallyQuery))
  const { here, servers } = await spent(engine.servers.store, async () => {
    groups = (await asking.runPromise(ask)).counts.length
  })
  globalThis.gc?.()
  const heap = process.memoryUsage().heapUsed / 2 ** 20
  const times = `${(here + servers).toFixed(2).padStart(8)} s of processor time`
  console.log(`  ${name.padEnd(32)}${times}, ${groups} groups, heap ${heap.toFixed(0)} MB`)
}
await asking.dispose()
await engine.close()
