import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Conformance, type Interaction, PlannedJourney, type Response, Sources, Tally } from "@throughline/core"
import * as Schema from "effect/Schema"
import * as SchemaRepresentation from "effect/SchemaRepresentation"
import * as fc from "fast-check"
import { Journeys } from "../src/index.ts"
import { journeyContent } from "./journeyContent.ts"
import { journeySchema } from "./journeySchema.ts"

const file = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8")
const shop = (): unknown => JSON.parse(file("fixtures/shop.journeys.json"))

const reading = (json: unknown, options?: Journeys.JourneyOptions): Journeys.Journeys => {
  const read = Journeys.read(json, options)
  assert(read._tag === "Journeys", JSON.stringify(read).slice(0, 500))
  return read
}

const written = (content: Journeys.JourneyContent): string => {
  const result = Journeys.write(content)
  assert(result._tag === "WrittenJourneys", JSON.stringify(result).slice(0, 500))
  return JSON.stringify(result.document)
}

const problems = (json: unknown): ReadonlyArray<Journeys.JourneyProblem> => {
  const read = Journeys.read(json)
  assert(read._tag === "InvalidJourneys")
  return read.problems
}

/** The document of the shop with a value somewhere else in its text. */
const shopWith = (from: string, to: string): unknown => {
  const text = file("fixtures/shop.journeys.json")
  assert(text.includes(from))
  return JSON.parse(text.replace(from, to))
}

const visit = { touchpoint: "a", at: "2026-03-29T10:00:00Z" }
const actual = (touchpoints: ReadonlyArray<unknown>, rest: object = {}) => ({
  version: "1.0",
  actual: [{ id: "j", customer: "c", evidence: { source: "s", kind: "objective" }, touchpoints, ...rest }]
})

describe("a map drawn elsewhere", () => {
  const read = reading(shop())

  it("is a planned journey", () => {
    assert(read.planned !== undefined)
    assert.deepStrictEqual(
      read.planned,
      PlannedJourney.plan({
        id: "shop",
        name: "Buy online",
        stages: [
          {
            id: "purchase",
            name: "Purchase",
            touchpoints: [
              { id: "compare", name: "Compare offers", owner: "customer" },
              { id: "checkout", name: "Checkout", channel: "web", owner: "brand", momentOfTruth: true }
            ]
          },
          {
            id: "use",
            name: "Use",
            touchpoints: [
              { id: "delivery", name: "Delivery", channel: "parcel", owner: "partner" },
              { id: "help", name: "Help", channel: "chat", optional: true }
            ]
          }
        ]
      })
    )
    assert.deepStrictEqual(read.roles.get("compare"), { type: "action", actor: "customer" })
    assert.deepStrictEqual(read.roles.get("delivery"), {
      type: "communicationPoint",
      initiator: { actor: "carrier" },
      receiver: { actor: "customer" }
    })
    assert.deepStrictEqual(read.roles.get("help"), { type: "communicationPoint" })
  })

  it("has interactions with ids of their place, and answers with high for good", () => {
    const evidence = { source: "diary", kind: "subjective" }
    assert.deepStrictEqual(read.interactions[0] as unknown, {
      id: "diary:interactions:AJ1|0",
      customer: "c-17",
      touchpoint: "checkout",
      at: new Date("2026-03-29T08:00:00Z"),
      channel: "app",
      evidence
    })
    assert.strictEqual(read.interactions[1]?.waitSeconds, 240)
    assert.deepStrictEqual(read.responses as unknown, [
      {
        id: "diary:responses:AJ1|0:0",
        customer: "c-17",
        touchpoint: "checkout",
        at: new Date("2026-03-29T08:00:00Z"),
        metric: "csat",
        scale: "1-6",
        score: 5,
        channel: "app",
        comment: "Quick",
        evidence
      },
      {
        id: "diary:responses:AJ1|:0",
        customer: "c-17",
        at: new Date("2026-04-02T08:00:00Z"),
        metric: "nps",
        scale: "0-10",
        score: 6,
        evidence
      }
    ])
    assert.deepStrictEqual(read.questions, [])
  })

  it("is measured", () => {
    assert(read.planned !== undefined)
    const tally = Tally.from(Sources.cases(read.interactions), { by: ["path"] })
    const [path] = Conformance.paths(tally, read.planned)
    assert.deepStrictEqual(path?.deviations.map(({ kind, touchpoint }) => `${touchpoint} ${kind}`).toSorted(), [
      "call about the parcel added",
      "compare skipped"
    ])
  })
})

describe("experience", () => {
  const felt = (experience: object, options?: Journeys.ExperienceDefaults) =>
    reading(
      actual([{ ...visit, experience: [experience] }]),
      options === undefined ? undefined : { experience: options }
    )

  it("is asked about, not guessed", () => {
    const { questions, responses } = felt({ comment: "so so" })
    assert.deepStrictEqual(responses, [])
    assert.deepStrictEqual(
      questions.map((question) => question.split(":")[0]),
      ["metric", "scale", "score", "direction"].map((key) => `actual[0].touchpoints[0].experience[0].${key}`)
    )
    assert.deepStrictEqual(felt({ metric: "nps", scale: "0-10", score: 9 }).responses, [])
    assert.deepStrictEqual(felt({ metric: "csat", scale: "1-5", direction: "highIsGood" }).questions.length, 1)
  })

  it("takes what it does not say from the options, and nothing else", () => {
    const options = { metric: "csat", scale: "1-5", direction: "lowIsGood" } as const
    assert.strictEqual(felt({ score: 1 }, options).responses[0]?.score, 5)
    assert.strictEqual(felt({ score: 1, direction: "highIsGood" }, options).responses[0]?.score, 1)
    assert.match(felt({ score: 7 }, options).questions[0] ?? "", /score: which point of the scale 1-5/)
    assert.strictEqual(felt({ score: 1 }, { ...options, scale: "5-1" }).responses.length, 0)
  })

  it("is stored high for effort in CES 1.0", () => {
    const ces = { metric: "ces1", scale: "1-5", score: 2 }
    assert.strictEqual(felt({ ...ces, direction: "lowIsGood" }).responses[0]?.score, 2)
    assert.strictEqual(felt({ ...ces, direction: "highIsGood" }).responses[0]?.score, 4)
  })
})

describe("what is written", () => {
  it("is read as the same", () => {
    fc.assert(
      fc.property(journeyContent, (content) => {
        // Customers who only answered come last: their answers may stand behind those of others.
        const sorted = (journeys: { readonly responses: ReadonlyArray<Response> }) => ({
          ...journeys,
          responses: journeys.responses.toSorted((a, b) => (a.id < b.id ? -1 : 1))
        })
        const back = sorted(reading(JSON.parse(written(content))))
        assert.deepStrictEqual(back, sorted({ _tag: "Journeys", questions: [], ...content } as Journeys.Journeys))
      })
    )
  })

  it("keeps all records of a customer together, in their order", () => {
    const of = (id: string, customer: string) => ({ ...reading(shop()).interactions[0], id, customer }) as Interaction
    const mixed = [of("1", "b"), of("2", "a"), of("3", "b")]
    const { interactions } = reading(JSON.parse(written({ interactions: mixed })))
    assert.deepStrictEqual(
      interactions.map(({ id }) => id as string),
      ["1", "3", "2"]
    )
  })

  it("comes through a second time", () => {
    const { questions: _, _tag, ...once } = reading(shop())
    assert.deepStrictEqual(reading(JSON.parse(written(once))), { _tag, questions: [], ...once })
  })

  it("is told when a document cannot hold it", () => {
    const [interaction] = reading(shop()).interactions
    assert(interaction !== undefined)
    const tell = (content: Journeys.JourneyContent) => {
      const result = Journeys.write(content)
      return result._tag === "InvalidJourneys" ? result.problems.map(({ path }) => path) : []
    }
    assert.deepStrictEqual(tell({ interactions: [{ ...interaction, at: new Date(Number.NaN) }] }), [
      "actual[0].touchpoints[0].at"
    ])
    assert.deepStrictEqual(tell({ interactions: [interaction, interaction] }), ["actual[0].touchpoints[1].id"])
    assert.deepStrictEqual(tell({ interactions: [interaction, { ...interaction, customer: "d" } as Interaction] }), [
      "actual[1].touchpoints[0].id"
    ])
    assert.deepStrictEqual(tell({}), [])
  })
})

describe("a broken document", () => {
  const told = (json: unknown) => problems(json).map(({ expected, fix, found, path }) => [path, found, expected, fix])

  it("is told with place, what stands there, what is expected and what to do", () => {
    assert.deepStrictEqual(told(shopWith('"channel": "web"', '"channel": "Web"'))[0]?.slice(0, 2), [
      "planned.stages[0].touchpoints[1].channel",
      '"Web"'
    ])
    assert.deepStrictEqual(told(shopWith('"score": 6', '"score": 6.5')), [
      [
        "actual[0].experience[0].score",
        "a number",
        "an integer",
        "write the point of the scale that the customer chose"
      ]
    ])
    assert.deepStrictEqual(told(shopWith('"score": 6', '"score": 11'))[0]?.slice(0, 3), [
      "actual[0].experience[0].score",
      "a number",
      "a whole number from 0 to 10"
    ])
    assert.deepStrictEqual(told(shopWith('"scale": "0-10"', '"scale": "10-0"'))[0]?.slice(0, 2), [
      "actual[0].experience[0].scale",
      '"10-0"'
    ])
    assert.deepStrictEqual(told(shopWith('"actor": "carrier"', '"actor": "post"')), [
      [
        "planned.stages[1].touchpoints[0].initiator.actor",
        "text of length 4",
        "the id of one of the actors",
        "name an actor by the id that it has in actors"
      ]
    ])
    assert.deepStrictEqual(told(shopWith('"type": "action", ', ""))[0]?.slice(0, 3), [
      "planned.stages[0].touchpoints[0]",
      "an object",
      'a touchpoint whose type is "communicationPoint" or "action"'
    ])
    assert.deepStrictEqual(told({}), [["version", "nothing", "a value", 'this version reads "1.0"']])
    assert.strictEqual(told(null)[0]?.[1], "null")
    assert.strictEqual(told([])[0]?.[1], "a list of 0")
  })

  it("has no experience in the plan", () => {
    const [problem] = problems(shopWith('"optional": true', '"optional": true, "experience": []'))
    assert.strictEqual(problem?.path, "planned.stages[1].touchpoints[1].experience")
    assert.match(problem?.fix ?? "", /actual journeys/)
  })

  it("has times of days that exist, with their offset", () => {
    for (const at of [
      "2026-03-29T10:00:00",
      "2026-03-29",
      "2026-02-30T10:00:00Z",
      "2026-13-01T10:00Z",
      "yesterday",
      ""
    ]) {
      assert.deepStrictEqual(
        problems(actual([{ ...visit, at }])).map(({ path }) => path),
        ["actual[0].touchpoints[0].at"]
      )
    }
    assert.strictEqual(reading(actual([{ ...visit, at: "2024-02-29T23:59:59.123456Z" }])).interactions.length, 1)
  })

  it("has no id twice", () => {
    const paths = (json: unknown) => problems(json).map(({ path }) => path)
    assert.deepStrictEqual(paths(shopWith('"id": "help"', '"id": "compare"')), ["planned.stages[1].touchpoints[1].id"])
    assert.deepStrictEqual(paths(shopWith('"id": "use"', '"id": "purchase"')), ["planned.stages[1].id"])
    assert.deepStrictEqual(paths(shopWith('"id": "carrier"', '"id": "shop"'))[0], "actors[2].id")
    assert.deepStrictEqual(
      paths(
        actual([
          { ...visit, id: "x" },
          { ...visit, id: "x" }
        ])
      ),
      ["actual[0].touchpoints[1].id"]
    )
    assert.deepStrictEqual(paths(actual([visit, { ...visit, id: "s:interactions:j|0" }])), [
      "actual[0].touchpoints[1].id"
    ])
    const [journey] = actual([]).actual
    assert.deepStrictEqual(paths({ version: "1.0", actual: [journey, journey] }), ["actual[1].id"])
  })
})

describe("hostile input", () => {
  it("stays data", () => {
    const html = "<script>alert(1)</script>"
    const { interactions, responses } = reading(
      actual([{ ...visit, touchpoint: "__proto__" }], {
        experience: [
          { ...visit, touchpoint: html, metric: "nps", scale: "0-10", score: 1, direction: "highIsGood", comment: html }
        ]
      })
    )
    assert.strictEqual(interactions[0]?.touchpoint, "__proto__")
    assert.strictEqual(responses[0]?.comment, html)
  })

  it("does not reach prototypes", () => {
    const json: unknown = JSON.parse('{"version":"1.0","__proto__":{"actors":[]},"constructor":{"prototype":{"x":1}}}')
    assert.deepStrictEqual(
      problems(json)
        .map(({ path }) => path)
        .toSorted(),
      ["__proto__", "constructor"]
    )
    assert.strictEqual(Object.hasOwn(Object.prototype, "x"), false)
    assert.deepStrictEqual(
      problems(JSON.parse('{"__proto__":{"version":"1.0"}}'))
        .map(({ path }) => path)
        .toSorted(),
      ["__proto__", "version"]
    )
  })

  it("is bounded", () => {
    const long = "x".repeat(100_001)
    assert.strictEqual(problems(actual([{ ...visit, touchpoint: long }]))[0]?.found, "text of length 100001")
    assert.strictEqual(problems(actual([{ ...visit, experience: [{ comment: long }] }])).length, 1)
    assert.strictEqual(problems(actual(Array.from({ length: 10_001 }, () => visit)))[0]?.found, "a list of 10001")
    assert.strictEqual(problems(actual(Array.from({ length: 10_000 }, () => 7))).length, 100)
    const deep: unknown = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`)
    assert.strictEqual(problems({ version: "1.0", planned: deep })[0]?.path, "planned")
    assert.strictEqual(problems(deep)[0]?.path, "")
  })

  it("is told without anybody's words", () => {
    const secret = "Carla Meier"
    const documents = [
      { version: secret.repeat(9), [secret]: secret },
      actual([{ ...visit, [secret]: secret, at: secret, channel: [secret], team: { [secret]: 1 } }], {
        customer: [secret]
      }),
      actual([{ ...visit, experience: [{ comment: { [secret]: secret }, score: secret }] }])
    ]
    for (const json of documents) assert.notInclude(JSON.stringify(problems(json)), secret)
  })

  it("never throws", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
        assert(Journeys.read(json)._tag === "InvalidJourneys")
        assert(["Journeys", "InvalidJourneys"].includes(Journeys.read({ version: "1.0", actual: json })._tag))
        assert(["Journeys", "InvalidJourneys"].includes(Journeys.read({ version: "1.0", planned: json })._tag))
      })
    )
  })
})

describe("journey.schema.json", () => {
  const text = file("../journey.schema.json")

  it("is what the code reads: else run `pnpm --filter @throughline/event-log schema`", () => {
    assert.deepStrictEqual(JSON.parse(text), JSON.parse(journeySchema))
  })

  const { $defs, $schema, ...schema } = JSON.parse(text)
  const published = SchemaRepresentation.fromJsonSchemaDocument(
    { dialect: "draft-2020-12", schema, definitions: $defs },
    { patterns: "apply" }
  )
  const decode = Schema.decodeUnknownResult(published as Schema.Codec<unknown>, { onExcessProperty: "error" })
  const isValid = (json: unknown): boolean => decode(json)._tag === "Success"

  it("holds for what is read and written", () => {
    assert.strictEqual($schema, "https://json-schema.org/draft/2020-12/schema")
    assert(isValid(shop()))
    fc.assert(fc.property(journeyContent, (content) => isValid(JSON.parse(written(content)))))
  })

  it("does not hold for what is broken in form", () => {
    const broken = [
      {},
      { version: "2.0" },
      { version: "1.0", more: 1 },
      shopWith('"channel": "web"', '"channel": "Web"'),
      shopWith('"optional": true', '"optional": true, "experience": []'),
      shopWith('"score": 6', '"score": 6.5'),
      shopWith('"scale": "0-10"', '"scale": "ten"'),
      actual([{ ...visit, at: "2026-03-29T10:00:00" }]),
      actual([{ touchpoint: "a" }])
    ]
    assert.deepStrictEqual(
      broken.map(isValid),
      broken.map(() => false)
    )
  })
})
