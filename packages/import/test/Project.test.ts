import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import { type BadMapping, decodeProject, mappingFor, type Project, parseProject } from "../src/index.ts"
import { survey } from "./Fixtures.ts"

const decode = (json: unknown): Result.Result<Project, BadMapping> => Effect.runSync(Effect.result(decodeProject(json)))
const problems = (json: unknown): ReadonlyArray<string> => {
  const result = decode(json)
  return Result.isFailure(result) ? result.failure.issues.map(({ path, problem }) => `${path}: ${problem}`) : []
}
const file = (more: object) => ({ files: [{ match: "*.csv", ...survey, ...more }] })
const rule = (more: object) => file({ records: [{ ...survey.records[0], ...more }] })
const fields = (more: object) => rule({ fields: { ...survey.records[0].fields, ...more } })

describe("throughline.json", () => {
  it("is told everything that is wrong with it at once, and where", () => {
    assert.deepStrictEqual(problems(file({})), [])
    assert.deepStrictEqual(problems(file({ format: "", source: "", files: 1 })).length, 3)
    assert.deepStrictEqual(problems(rule({ scale: undefined, kind: "tickets" })).length > 0, true)
    assert.deepStrictEqual(
      problems(fields({ nps: "x", touchpoint: undefined }))[0]?.startsWith("files[0].records[0].fields"),
      true
    )
    assert.deepStrictEqual(problems(fields({ nickname: "x", metric: { value: "nps" } })), [
      "files[0].records[0].fields.nickname: responses have customer, touchpoint, at, metric, component, scale, score, channel, team, segment, comment",
      "files[0].records[0].fields.metric: say metric beside fields"
    ])
    assert.deepStrictEqual(problems(file({ time: { format: "iso", timeZone: "Nowhere" } })), [
      'files[0].time: no time zone is called "Nowhere"'
    ])
    assert.deepStrictEqual(problems(file({ time: { format: "dd.MM.yyyy" } })), [
      "files[0].time: times without an offset need a timeZone"
    ])
    assert.deepStrictEqual(problems(fields({ channel: { column: "c", values: { Fax: "fax" } } })), [
      'files[0].records[0].fields.channel.values: "Fax" stands for "fax", expected one of web, app, email, phone, chat, store, social, parcel, post, event, other'
    ])
    assert.deepStrictEqual(problems(fields({ score: { column: "c", values: { top: 11, none: null } } })), [
      'files[0].records[0].fields.score.values: "top" stands for "11", expected a whole number from 0 to 10'
    ])
    assert.deepStrictEqual(problems(file({ records: [survey.records[0], survey.records[0]] })), [
      "files[0].records[1]: gives records with the ids of records[0]: tell them apart by part"
    ])
    const { direction: _, ...undirected } = survey.records[0]
    assert.deepStrictEqual(problems(file({ records: [undirected] })), [
      "files[0].records[0].direction: responses need a direction"
    ])
  })

  it("says when it is not JSON", () => {
    const result = Effect.runSync(Effect.result(parseProject("{")))
    assert.strictEqual(Result.isFailure(result) && result.failure._tag, "BadMapping")
  })

  it("maps a file by its name, with the account and the touchpoints of the journey", () => {
    const journey = {
      id: "j",
      name: "J",
      stages: [
        {
          id: "s",
          name: "S",
          touchpoints: [
            { id: "checkout", name: "C" },
            { id: "delivery", name: "D" }
          ]
        }
      ]
    }
    const files = [
      { match: "survey-20??-*.csv", ...survey },
      { match: "*", ...survey, account: "own" }
    ]
    const result = decode({ account: "shop", journey, files })
    if (Result.isFailure(result)) return assert.fail(result.failure.message)
    const mapping = mappingFor(result.success, "survey-2026-01.csv")
    assert.strictEqual(mapping?.account, "shop")
    assert.deepStrictEqual(mapping?.touchpoints as ReadonlyArray<string>, ["checkout", "delivery"])
    assert.strictEqual(mappingFor(result.success, "other.csv")?.account, "own")
    assert.isFalse(Object.hasOwn(mapping ?? {}, "match"))
  })

  it("knows the touchpoints of its journey", () => {
    const journey = {
      id: "j",
      name: "J",
      stages: [{ id: "s", name: "S", touchpoints: [{ id: "checkout", name: "C" }] }]
    }
    assert.deepStrictEqual(problems({ journey, ...file({}) }), [
      'files[0].records[0].fields.touchpoint.values: "Lieferung" stands for "delivery", expected a touchpoint of the journey',
      'files[0].records[1].fields.touchpoint.values: "Lieferung" stands for "delivery", expected a touchpoint of the journey'
    ])
  })

  it("of the online retailer is valid", () => {
    const text = readFileSync(
      new URL("../../../examples/online-retailer/data/throughline.json", import.meta.url),
      "utf8"
    )
    assert.strictEqual(Effect.runSync(parseProject(text)).files.length, 8)
  })
})
