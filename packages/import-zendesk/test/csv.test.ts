import { assert, describe, it } from "@effect/vitest"
import { delimited, Input, propose } from "@throughline/import"
import { Effect } from "effect"
import { Zendesk } from "../src/index.ts"
import { forExport, forView, forWarehouse } from "./mappings.ts"
import { countsOf, fixture, messagesOf, proposalOf, recordsOf, rejectionsOf } from "./reading.ts"

describe("the CSV export of an account", () => {
  it("gives tickets in the account's zone", async () => {
    const messages = await messagesOf(fixture("export.csv"), forExport, Zendesk.csv)
    assert.deepStrictEqual(recordsOf(messages), [
      "zendesk:tickets:101 | customer 20978392 | at 2026-03-02T09:15:00.000Z | resolvedAt 2026-03-03T08:00:00.000Z | channel web | team Support | priority high | status solved | replies 2 | reopens 1 | rating good | subject Help, my printer is on fire! | waitSeconds 72000 | body  | version 2026-03-04 11:38",
      "zendesk:tickets:102 | customer 20978393 | at 2026-03-02T10:00:00.000Z | channel email | status pending | replies 0 | reopens 0 | rating offered | subject =HYPERLINK(1) | waitSeconds 900 | body  | version 2026-03-02 12:00"
    ])
    assert.deepStrictEqual(
      rejectionsOf(messages).map((told) => told.replace(/(?<=expected).*/, "")),
      ['record z:4 Created at: found "2026-03-29 02:30", expected', 'record z:5 Solved at: found "[text]", expected']
    )
  })

  it("waits in whole minutes, and rejects any other", async () => {
    const waits = ["0", "15.0", "-1", "1.5", "soon", "9".repeat(30), ""]
    const found = await Promise.all(
      waits.map(async (wait) => {
        const text = `Id,Status,Subject,Created at,Updated at,Requester wait time in minutes\n1,Open,a,2026-03-02 10:15,2026-03-02 10:15,${wait}\n`
        const { mapping } = await proposalOf(text, "export.csv", Zendesk.csv)
        const messages = await messagesOf(text, { ...mapping, time: { format: "iso", timeZone: "UTC" } }, Zendesk.csv)
        return /waitSeconds \d+/.exec(recordsOf(messages).join())?.[0] ?? rejectionsOf(messages).length
      })
    )
    assert.deepStrictEqual(found, ["waitSeconds 0", "waitSeconds 900", 1, 1, 1, 1, 0])
  })

  it("asks for the zone", async () => {
    const { questions } = await proposalOf(fixture("export.csv"), "export.csv", Zendesk.csv)
    assert.include(questions[0], "time.timeZone")
  })
})

describe("a view", () => {
  it("gives tickets of customers whose addresses are hashed", async () => {
    const records = recordsOf(await messagesOf(fixture("view.csv"), forView, Zendesk.csv))
    assert.strictEqual(records.length, 2)
    assert.match(records[0] ?? "", /customer h-\w+/)
    assert.notMatch(records.join(), /Iris|iris|Berg/)
  })

  it("asks for what a view may lack, and for what its words stand for", async () => {
    const text =
      "ID,Subject,Requester,Status,Satisfaction,Requester updated,Updated\n1,Lost,Iris Berg,Offen,Gut,x,5. Mar\n"
    const { mapping, questions } = await proposalOf(text, "view.csv", Zendesk.csv)
    assert.deepStrictEqual(questions, [
      'records[0].fields.at: which column says when a ticket was made? A view has it as "Requested".',
      "records[0].fields.customer: no column has an id or an address of the requester, and names are not kept. Add one to the view.",
      'records[0].fields.status.values: what does "Offen" stand for?',
      'records[0].fields.rating.values: what does "Gut" stand for?',
      "records[0].version: its times are not in order as text. Leave it out, or export them as 2026-03-29 10:00.",
      'records[0].fields.touchpoint: which touchpoint of the journey are tickets about, as {"value": "support"}?'
    ])
    assert.notInclude(JSON.stringify(mapping), '"Requester"')
  })
})

describe("the table of a warehouse", () => {
  it("is read in UTC, and the deleted are gone", async () => {
    const messages = await messagesOf(fixture("ticket_data.csv"), forWarehouse, Zendesk.csv)
    assert.deepStrictEqual(countsOf(messages), { read: 10, imported: 10, skipped: 0, rejected: 0, duplicate: 0 })
    const records = recordsOf(messages)
    assert.strictEqual(
      records[3],
      "zendesk:tickets:11071 | customer 2222 | at 2020-08-28T18:06:36.000Z | channel email | team 360006965034 | priority urgent | status solved | subject subject1 | body Ticket to test field history changes | version 2020-11-15 11:01:27"
    )
    assert.deepStrictEqual(
      records.filter((record) => record.endsWith("is gone")),
      ["zendesk:tickets:1595 is gone", "zendesk:tickets:11013 is gone"]
    )
    assert.notInclude(records.join(), "@")
  })
})

describe("a table", () => {
  it("is taken for one of Zendesk only by columns that no other has", async () => {
    const importers = [Zendesk.importer, Zendesk.csv, delimited]
    const format = async (text: string) =>
      (await Effect.runPromise(propose(Input.fromText("t.csv", text), importers))).mapping.format
    assert.strictEqual(await format(fixture("export.csv")), "zendesk-csv")
    assert.strictEqual(await format(fixture("view.csv")), "zendesk-csv")
    assert.strictEqual(await format(fixture("ticket_data.csv")), "zendesk-csv")
    assert.strictEqual(await format("id,status,subject,requester_id\n1,open,a,2\n"), "csv")
    assert.strictEqual(await format("id,score\n1,5\n"), "csv")
  })
})
