import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import {
  CustomerId,
  nineStages,
  PlannedJourney,
  Records,
  Response,
  recordKinds,
  Scale,
  Subscription
} from "../src/index.ts"

const journey = PlannedJourney.define({
  id: "bank",
  name: "Bank",
  stages: [
    { id: "discovery", name: "Discovery", touchpoints: [{ id: "search", name: "Search", channel: "web" }] },
    {
      id: "use",
      name: "Use",
      touchpoints: [
        { id: "online-banking", name: "Online banking", channel: "app", momentOfTruth: true },
        { id: "branch", name: "Branch visit", channel: "store", optional: true }
      ]
    }
  ]
})

describe("a journey written in code", () => {
  it("keeps its touchpoint ids literal", () => {
    const id: PlannedJourney.TouchpointIdOf<typeof journey> = "branch"
    expect(PlannedJourney.touchpoint(journey, id).name).toBe("Branch visit")
    // @ts-expect-error a misspelt touchpoint
    expect(() => PlannedJourney.touchpoint(journey, "brnach")).toThrow(/no touchpoint "brnach"/)
    // @ts-expect-error a misspelt touchpoint
    const wrong: PlannedJourney.TouchpointIdOf<typeof journey> = "online-bnking"
    expect(wrong).not.toBe("online-banking")
  })

  it("is a PlannedJourney, and survives its JSON", () => {
    const planned = PlannedJourney.plan(journey)
    expect(Schema.decodeUnknownSync(PlannedJourney.PlannedJourney)(JSON.parse(JSON.stringify(journey)))).toEqual(
      planned
    )
  })

  it("refuses an id used twice, in code and in data", () => {
    const twice = { ...journey, stages: [...journey.stages, { ...journey.stages[0], id: "more" }] } as const
    expect(() => PlannedJourney.define(twice)).toThrow('"search" is used twice')
    expect(Result.isFailure(Schema.decodeResult(PlannedJourney.PlannedJourney)(twice))).toBe(true)
  })

  it("tells which of the nine stages it does not cover", () => {
    expect(nineStages).toHaveLength(9)
    expect(PlannedJourney.uncoveredStages(journey)).not.toContain("Use")
    expect(PlannedJourney.uncoveredStages(journey)).toHaveLength(7)
  })
})

describe("records", () => {
  const generated = recordKinds.filter((kind) => kind !== "responses" && kind !== "expectations")

  it.each(generated)("%s survive their JSON form", (kind) => {
    const schema: Schema.Codec<unknown, unknown> = Records[kind]
    const records = Effect.runSync(Arbitrary.sampleEffect(Arbitrary.schema(schema), { count: 30, seed: 1 }))
    for (const record of records) {
      const json: unknown = JSON.parse(JSON.stringify(Schema.encodeUnknownSync(schema)(record)))
      expect(Schema.decodeUnknownSync(schema)(json)).toEqual(record)
    }
  })

  it.each(["responses", "expectations"] as const)("%s survive their JSON form on every scale", (kind) => {
    const schema: Schema.Codec<unknown, unknown> = Records[kind]
    const at = new Date("2026-03-29T01:00:00Z")
    for (const [low, high] of [
      [0, 10],
      [1, 5],
      [1, 7]
    ] as const) {
      const common = { id: "r1", customer: "c1", touchpoint: "delivery", at, scale: Scale.make(low, high).id, evidence }
      const record = kind === "responses" ? { ...common, metric: "csat", score: high } : { ...common, predicted: low }
      const json: unknown = JSON.parse(JSON.stringify(Schema.encodeUnknownSync(schema)(record)))
      expect(Schema.decodeUnknownSync(schema)(json)).toEqual(record)
    }
  })

  const evidence = { source: "survey", kind: "objective" }
  const answer = {
    id: "r1",
    customer: "c1",
    at: "2026-01-02T00:00:00Z",
    metric: "nps",
    scale: "0-10",
    score: 9,
    evidence
  }

  it("of answers hold points of their scale only", () => {
    const decode = Schema.decodeUnknownResult(Response)
    expect(Result.isSuccess(decode(answer))).toBe(true)
    for (const score of [11, -1, 6.5, "9", null]) expect(Result.isFailure(decode({ ...answer, score }))).toBe(true)
    for (const scale of ["10-0", "0–10", "ten", "1-1", "01-5"])
      expect(Result.isFailure(decode({ ...answer, scale }))).toBe(true)
  })

  it("of subscriptions do not end before they start", () => {
    const decode = Schema.decodeUnknownResult(Subscription)
    const spell = { id: "s1", customer: "c1", startedAt: "2026-02-01", evidence }
    expect(Result.isSuccess(decode({ ...spell, endedAt: "2026-02-01" }))).toBe(true)
    expect(Result.isFailure(decode({ ...spell, endedAt: "2026-01-31" }))).toBe(true)
  })

  it("have ids of 1 to 256 characters", () => {
    expect(CustomerId.make("c".repeat(256))).toHaveLength(256)
    for (const id of ["", "c".repeat(257)]) expect(() => CustomerId.make(id)).toThrow()
  })
})

describe("a scale", () => {
  it("is read back from its id", () => {
    expect(Scale.parse("1-7")).toEqual(Scale.make(1, 7))
    expect(Scale.points(Scale.nps)).toBe(11)
    for (const id of ["", "1-", "7-1", "1-5-9", "0-1001", "1 - 5", "__proto__"]) expect(Scale.parse(id)).toBeUndefined()
  })

  it("is whole and ascending", () => {
    for (const [low, high] of [
      [5, 1],
      [0.5, 5],
      [-1, 5],
      [1, 1]
    ] as const)
      expect(() => Scale.make(low, high)).toThrow(RangeError)
  })
})
