import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { utcTime } from "../src/values/UtcTime.ts"

const time = fc.date({
  min: new Date("1000-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true
})
const sign = fc.constantFrom(..."0123456789-:.TZ +a")

describe("times of UTC as exports write them", { timeout: 60_000 }, () => {
  it("are what Date says, or left to another", () => {
    fc.assert(
      fc.property(time, fc.boolean(), (date, isShort) => {
        const text = isShort ? `${date.toISOString().slice(0, 19)}Z` : date.toISOString()
        const expected = date.getUTCDate() > 28 ? Number.NaN : Date.parse(text)
        assert.deepStrictEqual(utcTime(text), expected)
      })
    )
  })

  it("are never another time than Date says, whatever character is wrong", () => {
    fc.assert(
      fc.property(time, fc.nat(23), sign, (date, at, character) => {
        const whole = date.toISOString()
        const text = `${whole.slice(0, at)}${character}${whole.slice(at + 1)}`
        const found = utcTime(text)
        if (!Number.isNaN(found)) assert.strictEqual(new Date(found).toISOString(), text)
      })
    )
  })
})
