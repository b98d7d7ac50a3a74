import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { dayOf } from "../src/topics/dayOf.ts"

describe("dayOf", () => {
  it.each([
    ["2026-03-29", "2026-03-29"],
    [" 2026-03-29 23:59 ", "2026-03-29"],
    ["2026-03-29T22:30:00Z", "2026-03-30"],
    ["2026-03-29 22:30:00.123456 Z", "2026-03-30"],
    ["2026-03-29T23:30:00+02:00", "2026-03-29"],
    ["2026-03-30T00:30:00+0300", "2026-03-29"],
    ["2026-03-29T21:30-05", "2026-03-30"],
    ["2026-03-29T02:30:00", "2026-03-29"]
  ])("gives the day of %s in Berlin", (text, day) => {
    expect(dayOf("Europe/Berlin")(text)).toBe(day)
  })

  it.each(["", "   ", "\n"])("finds no time in %j", (text) => {
    expect(dayOf("UTC")(text)).toBeNull()
  })

  it.each([
    ["yesterday"],
    ["29.03.2026"],
    ["2026-02-30"],
    ["2026-13-01"],
    ["0026-03-29"],
    ["2026-03-29T24:00:00Z"],
    ["2026-03-29T10:60"],
    ["2026-03-29T10:00:00+24:00"],
    ["2026-03-29T10:00:00+02:00 (CEST)"],
    ["2026-03-29Z"],
    ["9999-12-31T23:59:59-12:00"],
    ["1767225600"],
    ["2026-03-29T10:00:00.".padEnd(1_000_000, "1")]
  ])("does not take %.60s for a time", (text) => {
    expect(dayOf("Europe/Berlin")(text)).toBeUndefined()
  })

  it("agrees with the calendar of the engine for instants of any zone", () => {
    const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"]
    const span = { min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) }
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer(span), (zone, at) => {
        const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at)
        expect(dayOf(zone)(new Date(at).toISOString())).toBe(parts)
      })
    )
  })

  it("takes no text for anything but a day, nothing or no time", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789-T:Z+ .,"), maxLength: 30 }), (text) => {
        const day = dayOf("UTC")(text)
        expect(day === null || day === undefined || /^\d{4}-\d\d-\d\d$/.test(day)).toBe(true)
      })
    )
  })
})
