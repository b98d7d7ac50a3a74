import { parseArgs } from "node:util"
import { PeakEnd } from "@throughline/core"
import { Store, type TallyQuery } from "@throughline/store"
import { Effect, ManagedRuntime } from "effect"
import { openEngine } from "./scale/engines/index.ts"
import { writeBatches } from "./scale/ingest.ts"
import { spent } from "./scale/processorTime.ts"
import { asOf, recordsOf } from "./scale/records.ts"

/**
 * `node --expose-gc journeys.ts --engine duckdb --rows 1000000`: what journeys cost of so many interactions, ten a customer at
 * random touchpoints: nearly every path is another. A tenth as many answers and subscriptions stand beside them.
 */
const { values } = parseArgs({
  options: { engine: { type: "string", default: "duckdb" }, rows: { type: "string", default: "1000000" } }
})
const rows = Number(values.rows)
const engine = await openEngine(values.engine)

const step = 100_000
const writing = ManagedRuntime.make(engine.store())
for (const kind of ["interactions", "responses", "subscriptions"] as const) {
  const size = kind === "interactions" ? rows : rows / 10
  for (let from = 0; from < size; from += step) {
    const records = recordsOf(kind, from, Math.min(size, from + step), rows) as ReadonlyArray<never>
    await writeBatches(writing, kind, from, records)
  }
}
await writing.dispose()

const steps = ["touchpoint-1", "touchpoint-2", "touchpoint-3", "touchpoint-4"]
const after = { answers: { metric: "nps", days: 30 }, left: { days: 30, asOf } } as const
const [along, whole] = [
  { metric: "nps", scale: "0-10" },
  { metric: "csat", scale: "1-5" }
] as const
const asking = ManagedRuntime.make(engine.asked(engine.ports))
const asked = {
  "directly-follows graph": { source: "steps", by: ["from", "to"] },
  "the same by session of a week": { source: "steps", by: ["from", "to"], sessionGap: 604_800 },
  "1,000 variants": { source: "cases", by: ["path"], most: 1000 },
  "funnel of four within 90 days": { source: "progress", by: ["step", "furthest"], steps, window: 7_776_000 },
  "stays at each touchpoint": { source: "stays", by: ["stage", "outcome", "days"], asOf },
  "answers after hand-offs": { source: "scoredSteps", by: ["from", "to", "fromChannel", "channel", "scale", "score"] },
  "outcomes of sessions": {
    source: "caseOutcomes",
    by: ["first", "scale", "score", "left"],
    sessionGap: 604_800,
    ...after
  },
  "scored journeys": { source: "scoredJourneys", by: PeakEnd.journeyDimensions, along, whole }
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
