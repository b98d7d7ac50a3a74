import { isDeepStrictEqual, parseArgs } from "node:util"
import type { Worker } from "node:worker_threads"
import { Topics } from "@throughline/core"
import { TopicWorkers } from "@throughline/topic-workers"
import { Effect, Stream } from "effect"
import { median } from "../Comparison.ts"
import { synthetic } from "./synthetic.ts"

/**
 * `node bench/topics/workers.ts --texts 200000 --workers 2 --rounds 3`: what more threads than one are worth. Beside the
 * time, it prints the processor time of the busiest thread, which a busy machine hardly changes.
 */
const { values } = parseArgs({
  options: {
    texts: { type: "string", default: "200000" },
    workers: { type: "string", default: "2" },
    rounds: { type: "string", default: "3" }
  }
})
const texts = synthetic(Number(values.texts), 311, 1).map(({ text }) => text)
const model = Topics.fit(texts, { topics: 311, seed: 1 })
const expected = Topics.assign(model, texts)

const started: Array<Worker> = []
process.on("worker", (thread) => started.push(thread))

const processorTime = async (thread: Worker): Promise<number> => {
  const { system, user } = await thread.cpuUsage()
  return (system + user) / 1000
}

/** Assign all texts, and give the time and the processor time of the busiest thread, in milliseconds. */
const round = async (workers: number) => {
  started.length = 0
  const assigned: Array<Topics.Assignment> = []
  const busy: Array<number> = []
  const start = performance.now()
  const run = TopicWorkers.assign(model, Stream.fromIterable(texts), { workers }).pipe(
    Stream.runForEachArray((some) => {
      for (const each of some) assigned.push(each)
      if (assigned.length < texts.length) return Effect.void
      return Effect.promise(async () => busy.push(...(await Promise.all(started.map(processorTime)))))
    })
  )
  await Effect.runPromise(run)
  const time = performance.now() - start
  if (!isDeepStrictEqual(assigned, expected)) throw new Error(`${workers} threads give another answer`)
  return { time, busiest: Math.max(...busy) }
}

const counts = [1, Number(values.workers)]
const rounds: Array<ReadonlyArray<Awaited<ReturnType<typeof round>>>> = []
for (let i = 0; i < Number(values.rounds); i++) {
  const both = []
  for (const workers of counts) both.push(await round(workers))
  rounds.push(both)
}
for (const kind of ["time", "busiest"] as const) {
  const [one = 0, more = 0] = counts.map((_, i) => median(rounds.map((both) => both[i]?.[kind] ?? 0)))
  const name = kind === "time" ? "time" : "processor time of the busiest thread"
  console.log(
    `${name}: 1 thread ${one.toFixed(0)} ms, ${counts[1]} threads ${more.toFixed(0)} ms, ratio ${(one / more).toFixed(2)}`
  )
}
