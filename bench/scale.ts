import { parseArgs } from "node:util"
import { ManagedRuntime } from "effect"
import type { Engine } from "./scale/Engine.ts"
import { names, openEngine } from "./scale/engines/index.ts"
import { ingest } from "./scale/ingest.ts"
import { kinds, sizeOf } from "./scale/records.ts"
import { tallies } from "./scale/tallies.ts"

/** `node scale.ts --rows 10000000 --engine duckdb`: how many answers and interactions, and of which engines. */
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "200000" },
    engine: { type: "string", multiple: true, default: names }
  }
})
const rows = Number(values.rows)

const microseconds = (time: number): string => `${time.toFixed(2).padStart(7)} µs`
const milliseconds = (time: number): string => `${(1000 * time).toFixed(0).padStart(7)} ms`

const measure = async (engine: Engine): Promise<void> => {
  console.log(`\n${engine.name} ${engine.version}, ${rows.toLocaleString("en")} rows, Node ${process.version}`)
  const writing = ManagedRuntime.make(engine.store())
  for (const kind of kinds) {
    const { growth, ofTurns, ours, ratio, theirs } = await ingest(engine, writing, kind, sizeOf(kind, rows), rows)
    const times = `${microseconds(ours)} a row, by hand ${microseconds(theirs)}   ratio ${ratio.toFixed(2)}`
    console.log(`  write ${kind.padEnd(14)}${times} (of turns ${ofTurns.toFixed(2)}), last rows ${growth.toFixed(2)}`)
  }
  await writing.dispose()
  for (const { groups, name: asked, ours, ratio, received, theirs } of await tallies(engine)) {
    const times = `${milliseconds(ours)}, by hand ${milliseconds(theirs)}   ratio ${ratio.toFixed(2)}`
    console.log(`  ${asked.padEnd(22)}${times}   ${groups} groups, ${received} bytes`)
  }
}

for (const name of values.engine) {
  const engine = await openEngine(name)
  await measure(engine).finally(() => engine.close())
}
