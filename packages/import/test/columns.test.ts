import { assert, describe, it } from "@effect/vitest"
import { BadMapping, Input, type Mapping, read, readTable } from "@throughline/import"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

const input = {
  ...Input.fromText("visits.ndjson", '{"id":"1","who":"c1","place":{"name":"shop"},"at":"2026-03-29T10:00:00Z"}\n'),
  columns: ["id", "who", "place", "at"]
}
const mapping = (touchpoint: string): Mapping => ({
  source: "till",
  format: "ndjson",
  records: [{ kind: "interactions", id: "id", fields: { customer: "who", touchpoint, at: "at" } }]
})

describe("an input of JSON that knows its columns", () => {
  it.effect("is read by paths into them", () =>
    Effect.gen(function* () {
      for (const path of ["place.name", "/place/name"]) {
        const messages = yield* Stream.runCollect(read(input, { mapping: mapping(path) }))
        assert.deepStrictEqual(
          messages.map(({ _tag }) => _tag),
          ["Imported", "Summary"]
        )
      }
    })
  )

  it.effect("refuses a mapping that names another", () =>
    Effect.gen(function* () {
      for (const path of ["plaze", "plaze.name", "/plaze/name"]) {
        const error = yield* Effect.flip(Stream.runDrain(read(input, { mapping: mapping(path) })))
        assert.instanceOf(error, BadMapping)
        assert.include(error.message, `there is no column "${path}". Its columns are id, who, place, at.`)
      }
      const table = readTable(input, { format: { format: "ndjson" }, columns: ["whom"] })
      assert.instanceOf(yield* Effect.flip(Stream.runDrain(table)), BadMapping)
    })
  )
})
