import { assert, describe, it } from "@effect/vitest"
import { Input, json, propose, read } from "@throughline/import"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

const ticket = {
  id: 7,
  requester_id: 3,
  subject: "Refund",
  description: "Where?",
  status: 2,
  created_at: "2026-03-02T10:00:00Z"
}
const inputOf = (value: unknown, indent?: number) => Input.fromText("tickets.json", JSON.stringify(value, null, indent))

describe("JSON documents of any system", () => {
  it.effect("are proposed for and read: a list, or one object", () =>
    Effect.gen(function* () {
      for (const input of [inputOf([ticket]), inputOf([ticket], 2), inputOf(ticket, 2)]) {
        const { mapping } = yield* propose(input)
        const [rule] = mapping.records
        assert.deepStrictEqual([mapping.format, rule.kind, rule.id], ["json", "tickets", "id"])
        assert.deepStrictEqual(rule.fields.status, { column: "status", values: { 2: null } })
        const told = { ...rule, fields: { ...rule.fields, status: { column: "status", values: { 2: "open" } } } }
        const messages = yield* Stream.runCollect(read(input, { mapping: { ...mapping, records: [told] } }))
        assert.deepStrictEqual(
          messages.map(({ _tag }) => _tag),
          ["Imported", "Summary"]
        )
        assert.include(messages.at(-1), { complete: true })
      }
    })
  )

  it.effect("that are cut are not complete", () =>
    Effect.gen(function* () {
      const text = JSON.stringify([ticket, { ...ticket, id: 8 }])
      const mapping = { source: "x", format: "json", records: [{ kind: "customers", id: "id", fields: {} }] } as const
      for (let length = 1; length < text.length; length++) {
        const messages = yield* Stream.runCollect(read(Input.fromText("t.json", text.slice(0, length)), { mapping }))
        assert.include(messages.at(-1), { complete: false }, String(length))
      }
    })
  )

  it("are known by a list of objects, or by one that has an id, as pages and settings have not", () => {
    const sure = (text: string) => json.detect(new TextEncoder().encode(text), "x.json").confidence
    assert.strictEqual(sure('[{"a":1},{"a":2}]'), 0.5)
    assert.strictEqual(sure('{\n"id":1,"notes":[{"b":2}]}'), 0.5)
    for (const text of ["", "[1]", '{"a":1,"b":{"c":2}}', '{"items":[{"a":1}]}', "{}", "a,b\n1,2\n"])
      assert.strictEqual(sure(text), 0, text)
  })
})
