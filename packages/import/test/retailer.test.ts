import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { type Counts, Input, mappingFor, noCounts, parseProject, read } from "../src/index.ts"

const folder = new URL("../../../examples/online-retailer/", import.meta.url)
const project = Effect.runSync(parseProject(readFileSync(new URL("data/throughline.json", folder), "utf8")))

const readFile = async (name: string) => {
  const mapping = mappingFor(project, name)
  if (mapping === undefined) return assert.fail(`no mapping for ${name}`)
  const flaws: Record<string, number> = {}
  let counts: Counts = noCounts
  const all = Stream.runForEach(
    read(Input.fromBytes(name, readFileSync(new URL(`data/${name}`, folder))), { mapping }),
    (m) =>
      Effect.sync(() => {
        if (m._tag === "Summary") counts = m.counts
        if (m._tag !== "Rejected") return
        const key = `${m.severity} ${m.reason} ${m.field ?? ""}`.trim()
        flaws[key] = (flaws[key] ?? 0) + 1
      })
  )
  await Effect.runPromise(all)
  return { counts, flaws }
}

describe("the online retailer's files", { timeout: 60_000 }, () => {
  it("are read but for what is wrong in them", async () => {
    const whole = (read: number) => ({ counts: { ...noCounts, read, imported: read }, flaws: {} })
    assert.deepStrictEqual(await readFile("interactions.csv"), whole(170_536))
    assert.deepStrictEqual(await readFile("expectations.csv"), whole(15_974))
    assert.deepStrictEqual(await readFile("subscriptions.csv"), whole(21_767))
    assert.deepStrictEqual(await readFile("tickets.csv"), whole(5382))
    assert.deepStrictEqual(await readFile("interactions-legacy.csv"), {
      counts: { read: 37_093, imported: 37_079, skipped: 0, rejected: 14, duplicate: 0 },
      flaws: { "record BadType Zeitpunkt": 14 }
    })
    assert.deepStrictEqual(await readFile("survey-answers.csv"), {
      counts: { read: 41_514, imported: 38_757, skipped: 2524, rejected: 13, duplicate: 220 },
      flaws: {
        "record RaggedRow": 13,
        "field OutOfRange nps": 70,
        "field BadType nps": 35,
        "field BadType satisfaction": 60,
        "field MissingField comment": 14
      }
    })
    assert.deepStrictEqual(await readFile("survey-answers-app.ndjson"), {
      counts: { read: 3952, imported: 3936, skipped: 9, rejected: 7, duplicate: 0 },
      flaws: { "record Syntax": 7, "field MissingField comment": 5 }
    })
  })
})
