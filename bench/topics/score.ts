import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { Topics } from "@throughline/core"
import { parse } from "csv-parse/sync"
import { agreement } from "./agreement.ts"
import { scikitLearn } from "./scikitLearn.ts"
import { type Labelled, synthetic } from "./synthetic.ts"

/**
 * `node bench/topics/score.ts file.csv --text text --label label --seeds 5`: how well topics meet the labels of any file.
 * `--synthetic 20000 --topics 311` makes the texts, `--sklearn` runs scikit-learn as well.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    text: { type: "string", default: "text" },
    label: { type: "string", default: "label" },
    seeds: { type: "string", default: "5" },
    synthetic: { type: "string" },
    topics: { type: "string", default: "311" },
    sklearn: { type: "boolean", default: false },
    auto: { type: "boolean", default: true },
    names: { type: "string", default: "10" }
  },
  allowNegative: true
})

const read = (file: string): ReadonlyArray<Labelled> => {
  const rows: ReadonlyArray<Record<string, string>> = parse(readFileSync(file), { columns: true, bom: true })
  return rows.map((row) => ({ text: row[values.text] ?? "", label: row[values.label] ?? "" }))
}

const [file] = positionals
if (file === undefined && values.synthetic === undefined)
  throw new Error("Which file? node bench/topics/score.ts FILE.csv")
const all =
  values.synthetic === undefined ? read(file ?? "") : synthetic(Number(values.synthetic), Number(values.topics), 1)
const [texts, labels] = [all.map(({ text }) => text), all.map(({ label }) => label)]
const count = new Set(labels).size
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1)

const mean = (numbers: ReadonlyArray<number>): string =>
  (numbers.reduce((sum, each) => sum + each, 0) / numbers.length).toFixed(3)

const run = (topics: number | "auto", seed: number) => {
  const start = performance.now()
  const model = Topics.fit(texts, { topics, seed })
  const fitted = performance.now()
  const topicOf = Topics.assigner(model)
  const assigned = texts.map((text) => topicOf(text).topic)
  const seconds = { fit: (fitted - start) / 1000, assign: (performance.now() - fitted) / 1000 }
  return { model, assigned, seconds, ...agreement(assigned, labels) }
}

const report = (name: string, topics: number | "auto") => {
  const runs = seeds.map((seed) => run(topics, seed))
  const first = runs[0]
  const others = runs.slice(1).map(({ assigned }) => agreement(first?.assigned ?? [], assigned).ari)
  const found = mean(runs.map(({ model }) => model.topics.length - 1))
  console.log(
    `${name}: ${found} topics, NMI ${mean(runs.map(({ nmi }) => nmi))}, ARI ${mean(runs.map(({ ari }) => ari))}, ` +
      `seeds agree ${others.length === 0 ? "–" : mean(others)} (ARI), ` +
      `stability ${mean(runs.map(({ model }) => model.stability ?? 0))}, ` +
      `fit ${mean(runs.map(({ seconds }) => seconds.fit))} s, ` +
      `assign ${Math.round(texts.length / Math.min(...runs.map(({ seconds }) => seconds.assign)))} texts/s`
  )
  return first
}

console.log(`${texts.length} texts, ${count} labels, ${seeds.length} seeds, Node ${process.version}`)
const first = report("true number", count)
if (values.auto) report("auto", "auto")
console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
for (const topic of first?.model.topics.slice(0, Number(values.names)) ?? []) {
  console.log(
    `  ${topic.id.padEnd(5)}${String(topic.texts).padStart(6)}  ${topic.name}  |  ${topic.examples[0]?.text ?? ""}`
  )
}

if (values.sklearn) {
  /** Each with the most texts that it gets through in minutes. */
  const pipelines: ReadonlyArray<readonly [string, number]> = [
    ["words, SVD 100 + KMeans", 200_000],
    ["words, SVD 100 + MiniBatchKMeans", Number.POSITIVE_INFINITY],
    ["char 3-5, SVD 100 + KMeans", 50_000],
    ["char 3-5, KMeans", 50_000]
  ]
  const reached = scikitLearn(
    all,
    pipelines.flatMap(([name, most]) => (texts.length > most ? [] : [name]))
  )
  if (reached === null) console.log("scikit-learn is not here: apt-get install python3-sklearn")
  for (const { ari, name, nmi, seconds } of reached ?? []) {
    console.log(`scikit-learn ${name}: NMI ${nmi.toFixed(3)}, ARI ${ari.toFixed(3)}, ${seconds.toFixed(2)} s`)
  }
}
