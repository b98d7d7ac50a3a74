import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { utcTime } from "../src/values/UtcTime.ts"

const time = fc.date({
  min: new Date("1000-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true
})
const zone = fc
  .record({ sign: fc.constantFrom("+", "-"), hours: fc.nat(23), minutes: fc.nat(59) })
  .map(({ hours, minutes, sign }) => `${sign}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`)
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

  it("may be written with an offset", () => {
    fc.assert(
      fc.property(time, fc.boolean(), zone, (date, isShort, offset) => {
        const text = `${date.toISOString().slice(0, isShort ? 19 : 23)}${offset}`
        assert.deepStrictEqual(utcTime(text), date.getUTCDate() > 28 ? Number.NaN : Date.parse(text))
      })
    )
  })

  it("are never another time than Date says, whatever character is wrong", () => {
    fc.assert(
      fc.property(time, fc.constantFrom("Z", "+02:00", "-11:30"), fc.nat(28), sign, (date, offset, at, character) => {
        const whole = `${date.toISOString().slice(0, 23)}${offset}`
        const text = `${whole.slice(0, at)}${character}${whole.slice(at + 1)}`
        const found = utcTime(text)
        if (!Number.isNaN(found)) assert.strictEqual(found, Date.parse(text))
      })
    )
  })
})
