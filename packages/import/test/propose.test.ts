import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { checkMapping, delimited, Input, ndjson, propose } from "../src/index.ts"

const folder = new URL("../../../examples/online-retailer/data/", import.meta.url)
const proposed = (name: string, bytes: Uint8Array = readFileSync(new URL(name, folder))) =>
  Effect.runPromise(propose(Input.fromBytes(name, bytes)))
const text = (content: string) => new TextEncoder().encode(content)

describe("a proposal", { timeout: 60_000 }, () => {
  it("that has no open question can be used", async () => {
    const { mapping, questions } = await proposed("interactions.csv")
    assert.deepStrictEqual(questions, [])
    assert.deepStrictEqual(checkMapping(mapping), [])
    assert.deepStrictEqual(mapping.records[0].id, "event_id")
  })

  it("asks what the data cannot tell, and cannot be used before", async () => {
    const { mapping, questions } = await proposed("subscriptions.csv")
    assert.strictEqual(mapping.encoding, "windows-1252")
    assert.strictEqual(mapping.delimiter, ";")
    assert.strictEqual(mapping.records[0].kind, "subscriptions")
    assert.deepStrictEqual(
      questions.map((question) => question.split(":")[0]),
      ["encoding", "time.timeZone", "records[0].fields.reason.values"]
    )
    assert.deepStrictEqual(
      checkMapping(mapping).map(({ path }) => path),
      ["time"]
    )
  })

  it("knows a survey by its questions, and asks for each direction", async () => {
    for (const name of ["survey-answers.csv", "survey-answers-app.ndjson"]) {
      const { mapping, questions } = await proposed(name)
      assert.deepStrictEqual(
        mapping.records.map(({ metric, scale }) => `${metric} ${scale}`),
        ["nps 0-10", "csat 1-5", "ces2 1-7"]
      )
      assert.strictEqual(questions.filter((question) => question.includes("direction")).length, 2)
    }
  })

  it("knows tickets that were rated, what their texts stand for, and hashes addresses", async () => {
    const { mapping, questions } = await proposed(
      "t.csv",
      text(
        [
          "Ticket ID,Customer Name,Customer Email,Ticket Subject,Ticket Status,Ticket Priority,Created,_synced,Satisfaction Rating",
          "1,Ann,ann@example.org,Late,Closed,Critical,2026-03-01T10:00:00Z,2026-04-01T00:00:00Z,5",
          "2,Bob,bob@example.org,Lost,Pending Customer Response,Low,2026-03-02T10:00:00Z,2026-04-01T00:00:00Z,1"
        ].join("\n")
      )
    )
    const [tickets, responses] = mapping.records
    assert.deepStrictEqual(
      [tickets.kind, tickets.id, responses?.metric, responses?.scale],
      ["tickets", "Ticket ID", "csat", "1-5"]
    )
    assert.deepStrictEqual(tickets.fields, {
      customer: { column: "Customer Email", personal: "hash" },
      at: "Created",
      status: { column: "Ticket Status", values: { Closed: "solved", "Pending Customer Response": "pending" } },
      priority: { column: "Ticket Priority", values: { Critical: "urgent", Low: "low" } },
      subject: "Ticket Subject",
      body: { value: "" }
    })
    assert.deepStrictEqual(
      questions.map((question) => question.split(":")[0]),
      ["records[1].scale", "records[1].direction"]
    )
  })

  it("takes no names of people, and no column twice", async () => {
    const { mapping } = await proposed(
      "c.csv",
      text(
        "id,first_name,Nachname,phone,address,account_id,created_at,closed_at,subject,state\n1,a,b,c,d,e,2026-03-01,2026-03-02,f,open\n"
      )
    )
    assert.deepStrictEqual(mapping.records[0].fields, {
      customer: "account_id",
      at: "created_at",
      resolvedAt: "closed_at",
      status: "state",
      subject: "subject",
      body: { value: "" }
    })
  })

  const kinds = async (name: string, content: string) => {
    const { mapping, questions } = await proposed(name, text(content))
    const isNothing = questions.some((question) => question.startsWith("records: no columns say who"))
    return [...mapping.records.map(({ kind }) => kind), ...(isNothing ? ["nothing"] : [])].join(" ")
  }

  it("says of tables of other things that there is nothing to import", async () => {
    const tables = [
      [
        "plans.csv",
        "id,created_at,state,description,interval\n1,2026-03-01,active,Gold,month\n2,2026-03-01,active,Tin,month\n"
      ],
      ["products.csv", "id,created,description\n1,2026-03-01,Gold\n2,2026-03-02,Tin\n"],
      ["options.csv", "key,question_id,text\n1,Q1,Good\n2,Q1,Bad\n"],
      ["surveys.csv", "id,creator_id,survey_status,survey_title\n1,,Active,A\n2,,Active,B\n"],
      ["responses.csv", "id,end_date,recorded_date,progress\n1,2026-03-01,2026-03-01,20\n2,2026-03-02,2026-03-02,30\n"],
      ["invoices.csv", "id,customer_id,status,description,amount_due\n1,c1,paid,Gold,100\n2,c2,paid,Tin,200\n"],
      ["links.csv", "ticket_id,contact_id\n1,2\n2,3\n"],
      ["tags.csv", "tag,ticket_id\na,1\nb,1\n"]
    ] as const
    for (const [name, content] of tables) assert.match(await kinds(name, content), / nothing$/, name)
  })

  it("knows customers by addresses, or by what the table is called, and the later of two states", async () => {
    const people = "id,email,name,description,created,updated_at\n1,a@example.org,Ann,,2026-03-01,2026-03-01\n"
    assert.strictEqual(await kinds("export.csv", people), "customers")
    assert.strictEqual(await kinds("organizations.csv", "id,created_at\n1,2026-03-01\n2,2026-03-02\n"), "customers")
    const states = `${people}1,a@example.org,Ann,,2026-03-01,2026-03-02\n`
    const { mapping } = await proposed("account_history.csv", text(states))
    const [{ fields, id, version }] = mapping.records
    assert.deepStrictEqual([id, version, fields], ["id", "updated_at", { firstSeenAt: "created" }])
    assert.strictEqual((await proposed("export.csv", text(people))).mapping.records[0].version, undefined)
  })

  it("knows events by their names, and when they were by the timestamp", async () => {
    const events = "date,name,timestamp,user_id,event_index\n2026-03-01,add_to_cart,2026-03-01T10:00:00Z,u1,1\n"
    const [rule] = (await proposed("events.csv", text(events))).mapping.records
    assert.deepStrictEqual(rule.fields, { customer: "user_id", touchpoint: "name", at: "timestamp" })
    const people = events.replace("add_to_cart", "Ann")
    assert.notProperty((await proposed("events.csv", text(people))).mapping.records[0].fields, "touchpoint")
  })

  it("makes each review a customer of its own where nothing says who wrote it, and asks", async () => {
    const reviews =
      "review_id,Star Rating,Review Text,Submit Date\n1,5,Good,2026-03-01T10:00:00Z\n2,1,Bad,2026-03-02T10:00:00Z\n"
    const { mapping, questions } = await proposed("reviews.csv", text(reviews))
    assert.strictEqual(mapping.records[0].fields.customer, "review_id")
    assert.include(questions.join("\n"), '"review_id" makes each response a customer of its own')
  })

  it("does not guess whether the day or the month comes first", async () => {
    const { mapping, questions } = await proposed("v.csv", text("id,customer,touchpoint,date\n1,c1,shop,01/02/2026\n"))
    assert.strictEqual(mapping.time?.format, "M/d/yyyy")
    assert.include(questions.join("\n"), 'is it "M/d/yyyy" or "d/M/yyyy"')
  })

  it("names what it does not find", async () => {
    const { questions } = await proposed("v.csv", text("a,a,\n1,2,3\n"))
    assert.include(questions.join("\n"), "records[0].fields.customer: which column is it?")
    assert.include(questions.join("\n"), "called a#2")
    assert.include(questions.join("\n"), "called #3")
  })

  it("fails for JSON and XML of an unknown kind, and says what is read", async () => {
    for (const content of ['{\n "visits": [1] }', "<?xml version='1.0'?><log/>"]) {
      const error = await Effect.runPromise(Effect.flip(propose(Input.fromText("v.xes", content))))
      assert.strictEqual(error._tag, "NotThisFormat")
      assert.include(error.message, "expected an input of csv, ndjson")
    }
  })

  it("says how to make NDJSON of a page of an API", async () => {
    const page = JSON.stringify({ meta: { rows: [{ a: 1 }] }, users: [{ id: 1, tags: [{ a: 1 }] }], count: 1 })
    const error = await Effect.runPromise(Effect.flip(propose(Input.fromText("users.json", page))))
    assert.include(error.message, "jq -c '.users[]' makes NDJSON of its users")
    const log = JSON.stringify({ version: 1, events: { e1: { a: 1 }, e2: { a: 2 } } })
    assert.strictEqual(ndjson.detect(text(log), "log.json").confidence, 0)
  })

  it("fails when there is nothing to propose for", async () => {
    const result = await Effect.runPromise(Effect.result(propose(Input.fromText("v.csv", ""))))
    assert.strictEqual(result._tag === "Failure" && result.failure._tag, "NotThisFormat")
  })
})

describe("detection", { timeout: 60_000 }, () => {
  it("tells delimited text from NDJSON, and both from neither", () => {
    const csv = text("a;b\n1;2\n3;4\n")
    const json = text('{"a":1}\n{"a":2}\n')
    const prose = text("Dear all\nthank you\n")
    assert.isAbove(delimited.detect(csv, "x.csv").confidence, 0.5)
    assert.isAbove(ndjson.detect(json, "x").confidence, delimited.detect(json, "x").confidence)
    assert.strictEqual(ndjson.detect(csv, "x.csv").confidence, 0)
    assert.strictEqual(delimited.detect(prose, "x.txt").confidence, 0)
  })
})
