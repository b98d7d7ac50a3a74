import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, Period, type PeriodUnit, Tally } from "../src/index.ts"
import { labelsBetween } from "../src/tally/PeriodLabel.ts"

const units: ReadonlyArray<PeriodUnit> = ["day", "week", "month", "quarter", "year"]
const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Sao_Paulo",
  "America/Havana",
  "Asia/Kolkata",
  "Asia/Beirut",
  "Pacific/Apia",
  "Australia/Lord_Howe"
]
const dayLength = 86_400_000

/** The local date of an instant, by the platform's own calendar. */
const localDate = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    year: "numeric",
    month: "numeric",
    day: "numeric"
  })
  return (at: number): readonly [year: number, month: number, day: number] => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    return [parts.get("year") ?? 0, parts.get("month") ?? 0, parts.get("day") ?? 0]
  }
}

const two = (n: number): string => String(n).padStart(2, "0")

/** The ISO 8601 week of a date: the number of Thursdays in its year up to the Thursday of its week. */
const isoWeek = (year: number, month: number, day: number): string => {
  const date = Date.UTC(year, month - 1, day)
  const weekday = new Date(date).getUTCDay() || 7
  const thursday = new Date(date + (4 - weekday) * dayLength)
  const ofYear = (thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / dayLength
  return `${thursday.getUTCFullYear()}-W${two(Math.floor(ofYear / 7) + 1)}`
}

const label = (unit: PeriodUnit, [year, month, day]: readonly [number, number, number]): string => {
  switch (unit) {
    case "day":
      return `${year}-${two(month)}-${two(day)}`
    case "week":
      return isoWeek(year, month, day)
    case "month":
      return `${year}-${two(month)}`
    case "quarter":
      return `${year}-Q${Math.ceil(month / 3)}`
    case "year":
      return String(year)
  }
}

const [first, last] = [Date.UTC(1950, 0), Date.UTC(2100, 0)]

/** Instants at most four days after the local clock jumped. */
const jumps = (timeZone: string): ReadonlyArray<number> => {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", minute: "numeric", hourCycle: "h23" })
  const found: Array<number> = []
  let before = format.format(first)
  for (let at = first; at < last; at += 4 * dayLength) {
    const clock = format.format(at)
    if (clock !== before) found.push(at)
    before = clock
  }
  return found
}

describe.each(zones)("periods in %s", (zone) => {
  const dateOf = localDate(zone)
  const anywhere = fc.integer({ min: first, max: last })
  const changes = jumps(zone)
  const nearChange = fc
    .tuple(fc.nat(), fc.integer({ min: -5 * dayLength, max: dayLength }))
    .map(([i, offset]) => (changes[i % Math.max(1, changes.length)] ?? first) + offset)
  const nearYearEnd = fc
    .tuple(fc.integer({ min: 1951, max: 2099 }), fc.integer({ min: -8 * dayLength, max: 8 * dayLength }))
    .map(([year, offset]) => Date.UTC(year, 0) + offset)
  const instant = fc.oneof(anywhere, nearChange, nearYearEnd)

  it.each(units)("hold the instants of one local %s and no other", (unit) => {
    fc.assert(
      fc.property(instant, (at) => {
        const period = Period.containing(unit, zone, at)
        expect(period.label).toBe(label(unit, dateOf(at)))
        expect(at).toBeGreaterThanOrEqual(period.start)
        expect(at).toBeLessThan(period.end)
        const inside = [period.start, period.end - 1].map((edge) => label(unit, dateOf(edge)))
        const outside = [period.start - 1, period.end].map((edge) => label(unit, dateOf(edge)))
        expect(inside).toEqual([period.label, period.label])
        expect(outside).not.toContain(period.label)
      }),
      { numRuns: 80 }
    )
  })

  it.each(units)("follow each other without a gap, by %s", (unit) => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 30 * dayLength }), (from, length) => {
        const periods = Period.between(unit, zone, from, from + length)
        periods.slice(1).forEach((period, i) => {
          expect(period.start).toBe(periods[i]?.end)
          expect(period.label > (periods[i]?.label ?? "")).toBe(true)
        })
        expect(periods[0]).toEqual(Period.containing(unit, zone, from))
        expect(periods.at(-1)).toEqual(Period.containing(unit, zone, from + length))
        const [first] = periods
        if (first !== undefined) expect(Period.between(unit, zone, from, first.end).length).toBe(2)
      }),
      { numRuns: 15 }
    )
  })

  it("are read alike in any order", () => {
    fc.assert(
      fc.property(fc.array(instant, { maxLength: 60 }), fc.constantFrom(...units), (instants, unit) => {
        const read = Period.labeller(unit, zone)
        for (const at of instants) expect(read(at)).toBe(label(unit, dateOf(at)))
      }),
      { numRuns: 10 }
    )
  })
})

describe("calendar oddities", () => {
  it("a day that did not happen has no period", () => {
    const days = Period.between("day", "Pacific/Apia", Date.UTC(2011, 11, 29, 12), Date.UTC(2011, 11, 31, 12))
    expect(days.map((day) => day.label)).toEqual(["2011-12-29", "2011-12-31", "2012-01-01"])
  })

  it("a day that begins twice begins the first time", () => {
    for (let at = Date.UTC(2010, 10, 7, 2); at < Date.UTC(2010, 10, 7, 4); at += 30_000) {
      const day = at < Date.UTC(2010, 10, 7, 2, 30) ? "2010-11-06" : "2010-11-07"
      expect(Period.containing("day", "America/St_Johns", at).label).toBe(day)
    }
    fc.assert(
      fc.property(
        fc.constantFrom("America/St_Johns", "America/Anguilla", "Pacific/Niue", "America/Maceio", "Africa/Monrovia"),
        fc.integer({ min: Date.UTC(1850, 0), max: Date.UTC(2030, 0) }),
        (zone, at) => {
          const { end, start } = Period.containing("day", zone, at)
          expect([start <= at, at < end]).toEqual([true, true])
          expect(Period.containing("day", zone, end).start).toBe(end)
        }
      ),
      { numRuns: 200 }
    )
  })

  it("local mean time, of before standard time, counts by the minute", () => {
    for (const zone of zones) {
      const dateOf = localDate(zone)
      for (let at = Date.UTC(1850, 0, 1, 12); at < Date.UTC(1940, 0); at += 287.3 * dayLength) {
        for (const unit of units) expect(Period.containing(unit, zone, at).label).toBe(label(unit, dateOf(at)))
      }
    }
    const beforeMidnight = Date.UTC(1898, 3, 11, 3, 12, 56)
    expect(Period.containing("day", "America/Araguaina", beforeMidnight).start).toBeLessThanOrEqual(beforeMidnight)
    expect(Period.between("month", "Europe/Berlin", Date.UTC(1888, 0, 5), Date.UTC(1898, 0, 5)).length).toBe(121)
  })

  it.each([
    ["2020-12-31", "2020-W53"],
    ["2021-01-03", "2020-W53"],
    ["2021-01-04", "2021-W01"],
    ["2024-12-30", "2025-W01"],
    ["2026-12-31", "2026-W53"],
    ["2027-01-01", "2026-W53"],
    ["2008-12-29", "2009-W01"]
  ])("%s is in %s", (date, week) => {
    expect(Period.containing("week", "UTC", Date.parse(date)).label).toBe(week)
  })

  it("refuses more periods than a table holds", () => {
    expect(() => Period.between("day", "UTC", 0, 30_000 * dayLength)).toThrow(RangeError)
    expect(() => Period.between("day", "UTC", 0, 30 * dayLength, 10)).toThrow(RangeError)
  })

  it("refuses a time zone that does not exist", () => {
    expect(() => Dimension.period("at", "day", "Mars/Olympus")).toThrow(RangeError)
  })
})

describe("the machine's time zone", () => {
  const script = `
    import * as Tally from "./tally/index.ts"
    import * as Dimension from "./tally/Dimension.ts"
    const records = Array.from({ length: 400 }, (_, i) => ({ at: new Date(i * 864e5 * 70.37 - 6e11) }))
    const by = ["day", "week", "month", "quarter", "year"].map((unit) => Dimension.period("at", unit, "America/Sao_Paulo"))
    process.stdout.write(Tally.encode(Tally.from(records, { by })))
  `
  const countIn = (TZ: string): string =>
    execFileSync(process.execPath, ["--input-type=module-typescript", "--eval", script], {
      cwd: fileURLToPath(new URL("../src", import.meta.url)),
      env: { ...process.env, TZ, NODE_OPTIONS: "" },
      encoding: "utf8"
    })

  it("changes nothing", { timeout: 60_000 }, () => {
    const records = Array.from({ length: 400 }, (_, i) => ({ at: new Date(i * 864e5 * 70.37 - 6e11) }))
    const by = units.map((unit) => Dimension.period("at", unit, "America/Sao_Paulo"))
    const here = Tally.encode(Tally.from(records, { by }))
    for (const zone of ["Pacific/Apia", "America/Sao_Paulo"]) expect(countIn(zone)).toBe(here)
  })
})

describe("labels between two", () => {
  it("are all of them", () => {
    expect(labelsBetween("month", "2026-11", "2027-02")).toEqual(["2026-11", "2026-12", "2027-01", "2027-02"])
    expect(labelsBetween("week", "2026-W53", "2027-W02")).toEqual(["2026-W53", "2027-W01", "2027-W02"])
  })

  it("end where one is no label", () => {
    for (const unit of ["week", "month", "quarter", "year"] as const) {
      expect(labelsBetween(unit, "abc", "zzz").length).toBeLessThan(3)
    }
  })
})
