import { parseArgs } from "node:util"
import { Topics } from "@throughline/core"
import { TopicWorkers } from "@throughline/topic-workers"
import { Effect, Stream } from "effect"
import { type Candidate, candidate, compare } from "../Comparison.ts"
import { synthetic } from "./synthetic.ts"

/** `node bench/topics/workers.ts --texts 200000 --workers 2 --seconds 30`: what more threads than one are worth. */
const { values } = parseArgs({
  options: {
    texts: { type: "string", default: "200000" },
    workers: { type: "string", default: "2" },
    seconds: { type: "string", default: "30" }
  }
})
const count = Number(values.workers)
const texts = synthetic(Number(values.texts), 311, 1).map(({ text }) => text)
const model = Topics.fit(texts, { topics: 311, seed: 1 })

const by = (workers: number): Candidate =>
  candidate(
    `${workers} ${workers === 1 ? "thread" : "threads"}`,
    () => Effect.runPromise(Stream.runCollect(TopicWorkers.assign(model, Stream.fromIterable(texts), { workers }))),
    (assigned) => assigned
  )
const inPlace = candidate(
  "Topics.assign",
  () => Topics.assign(model, texts),
  (assigned) => assigned
)

const [ours, ...peers] = await compare(
  { name: "assigning topics", ours: by(count), peers: [by(1), inPlace] },
  Number(values.seconds)
)
for (const { milliseconds, name } of peers) {
  const ratio = milliseconds / (ours?.milliseconds ?? Number.NaN)
  console.log(
    `${name}: ${milliseconds.toFixed(0)} ms; ${ours?.name}: ${ours?.milliseconds.toFixed(0)} ms; ratio ${ratio.toFixed(2)}`
  )
}
