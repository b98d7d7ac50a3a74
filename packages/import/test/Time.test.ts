import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import type { TimeFormat } from "../src/index.ts"
import { Problem } from "../src/values/Problem.ts"
import { compileTime } from "../src/values/Time.ts"
import { TimeZone } from "../src/values/TimeZone.ts"

const parse = (format: TimeFormat, text: string): string => {
  const compiled = compileTime(format, "time")
  if ("problem" in compiled) return compiled.problem
  const found = compiled.parse(text)
  return found instanceof Problem ? found.reason : found.toISOString()
}

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Asia/Kolkata",
  "America/Sao_Paulo",
  "Pacific/Apia",
  "UTC"
]

/** What a clock in the zone shows, as if it were UTC. */
const shown = (zone: string, instant: number): number => {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" })
  return Date.parse(`${format.format(instant).replace(" ", "T")}Z`)
}

describe("time zones", { timeout: 60_000 }, () => {
  it("find every instant back from what the clock shows", () => {
    const instants = fc.integer({ min: Date.UTC(1975, 0) / 1000, max: Date.UTC(2035, 0) / 1000 })
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (id, seconds) => {
        const { change, earlier, kind, later } = TimeZone.of(id)?.instants(shown(id, seconds * 1000)) ?? never
        assert.notStrictEqual(kind, "none")
        assert.include([earlier, later], seconds * 1000)
        assert.isTrue(earlier <= change && change <= later)
      }),
      { numRuns: 3000, seed: 5 }
    )
  })

  it("are the same whichever times were asked for before", () => {
    const zone = TimeZone.of("Europe/Berlin")
    const changes = fc.constantFrom(Date.UTC(2026, 2, 29, 2), Date.UTC(2026, 9, 25, 2), Date.UTC(2025, 9, 26, 2))
    const minutes = fc.integer({ min: -150, max: 150 })
    const local = fc.tuple(changes, minutes).map(([change, off]) => change + off * 60_000)
    const locals = fc.array(local, { minLength: 2 })
    fc.assert(
      fc.property(locals, (some) => {
        for (const local of some) assert.strictEqual(zone?.instant(local), TimeZone.of("Europe/Berlin")?.instant(local))
      }),
      { numRuns: 100, seed: 5 }
    )
  })
})

const never = { kind: "none" as const, earlier: Number.NaN, later: Number.NaN, change: Number.NaN }
const berlin = { timeZone: "Europe/Berlin" }

describe("written times", { timeout: 60_000 }, () => {
  it("in ISO 8601", () => {
    const iso = { format: "iso", ...berlin }
    assert.strictEqual(parse(iso, "2026-03-29T10:00:00Z"), "2026-03-29T10:00:00.000Z")
    assert.strictEqual(parse(iso, "2026-03-29 10:00:00.1239 +0530"), "2026-03-29T04:30:00.123Z")
    assert.strictEqual(parse(iso, "2026-01-05 10:00"), "2026-01-05T09:00:00.000Z")
    assert.strictEqual(parse(iso, "2020-02-19 01:54:38 UTC"), "2020-02-19T01:54:38.000Z")
    assert.strictEqual(parse(iso, "2026-07-05"), "2026-07-04T22:00:00.000Z")
    for (const text of [
      "2026-02-29",
      "2026-13-01",
      "2026-01-01T24:00",
      "2026-01-01T10:00:00+2",
      "26-01-01",
      "now",
      "2026-01-01x"
    ]) {
      assert.strictEqual(parse(iso, text), "BadType")
    }
    assert.strictEqual(parse({ format: "iso" }, "2026-01-05 10:00"), "AmbiguousTime")
  })

  it("agree with Date for any instant", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
        (date) => {
          assert.strictEqual(parse({ format: "iso" }, date.toISOString()), date.toISOString())
          assert.strictEqual(parse({ format: "epoch-ms" }, String(date.getTime())), date.toISOString())
        }
      ),
      { seed: 5 }
    )
  })

  it("where clocks change", () => {
    const iso = { format: "iso", ...berlin }
    assert.strictEqual(parse(iso, "2026-03-29 02:30"), "BadType")
    assert.strictEqual(parse({ ...iso, skipped: "earlier" }, "2026-03-29 02:30"), "2026-03-29T00:30:00.000Z")
    assert.strictEqual(parse({ ...iso, skipped: "later" }, "2026-03-29 02:30"), "2026-03-29T01:30:00.000Z")
    assert.strictEqual(parse(iso, "2026-10-25 02:30"), "AmbiguousTime")
    assert.strictEqual(parse({ ...iso, ambiguous: "earlier" }, "2026-10-25 02:30"), "2026-10-25T00:30:00.000Z")
    assert.strictEqual(parse({ ...iso, ambiguous: "later" }, "2026-10-25 02:30"), "2026-10-25T01:30:00.000Z")
    assert.strictEqual(parse(iso, "2026-10-25 02:30+01:00"), "2026-10-25T01:30:00.000Z")
    const saoPaulo = { format: "iso", timeZone: "America/Sao_Paulo" }
    assert.strictEqual(parse(saoPaulo, "2018-11-04"), "2018-11-04T03:00:00.000Z")
  })

  it("after a pattern", () => {
    assert.strictEqual(
      parse({ format: "dd.MM.yyyy HH:mm:ss", ...berlin }, "05.07.2026 09:08:07"),
      "2026-07-05T07:08:07.000Z"
    )
    assert.strictEqual(parse({ format: "M/d/yy h:mm a", ...berlin }, "7/5/26 12:30 AM"), "2026-07-04T22:30:00.000Z")
    assert.strictEqual(
      parse({ format: "d MMM yyyy 'at' H:mm XXX" }, "5 Jul 2026 at 9:08 -02:00"),
      "2026-07-05T11:08:00.000Z"
    )
    for (const format of ["dd.MM", "yyyy-MM-dd hh:mm", "dd.MM.yyyy dd", "DD.MM.yyyy", "yyyy'MM'dd", "'"]) {
      assert.match(parse({ format, ...berlin }, ""), /is not a pattern/)
    }
    assert.match(parse({ format: "dd.MM.yyyy" }, ""), /need a timeZone/)
    assert.match(parse({ format: "iso", timeZone: "Mars/Base" }, ""), /no time zone/)
  })

  it("as a number", () => {
    assert.strictEqual(parse({ format: "epoch-s" }, "1767254001.5"), "2026-01-01T07:53:21.500Z")
    assert.strictEqual(parse({ format: "epoch-ms" }, "99999999999999999"), "OutOfRange")
    assert.strictEqual(parse({ format: "epoch-ms" }, "1e3"), "BadType")
  })
})
