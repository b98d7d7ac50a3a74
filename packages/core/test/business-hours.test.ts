import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { BusinessHours, RecordId, Sources } from "../src/index.ts"

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Places and days where the clock changes: by an hour, by half, at midnight and just after, and a day that is left out. */
const changes = [
  ["Europe/Berlin", "2026-03-29T01:00:00Z"],
  ["Europe/Berlin", "2026-10-25T01:00:00Z"],
  ["America/New_York", "2026-11-01T06:00:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00:00Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:30:00Z"],
  ["America/Sao_Paulo", "2018-11-04T03:00:00Z"],
  ["America/Sao_Paulo", "2018-02-18T02:00:00Z"],
  ["America/St_Johns", "2010-11-07T02:31:00Z"],
  ["Pacific/Apia", "2011-12-30T10:00:00Z"],
  ["Asia/Kathmandu", "2026-01-01T00:00:00Z"],
  ["Africa/Casablanca", "2026-02-15T02:00:00Z"],
  ["UTC", "1969-12-31T23:00:00Z"]
] as const

/** What the clock on the wall shows, by the platform's own calendar. */
const wall = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    calendar: "gregory",
    weekday: "long",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23"
  })
  return (at: number) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    return {
      weekday: String(parts.weekday).toLowerCase() as BusinessHours.Weekday,
      date: `${parts.year}-${parts.month}-${parts.day}`,
      time: `${parts.hour}:${parts.minute}`
    }
  }
}

/** Minute after minute. */
const oracle = (hours: BusinessHours.BusinessHours, from: number, to: number): number => {
  const show = wall(hours.timeZone)
  const holidays = [...(hours.holidays ?? [])]
  let seconds = 0
  for (let at = from; at < to; at += minute) {
    const { date, time, weekday } = show(at)
    const isOpen = (hours.week[weekday] ?? []).some(([start, end]) => start <= time && time < end)
    if (isOpen && !holidays.includes(date)) seconds += 60
  }
  return seconds
}

const two = (n: number) => String(n).padStart(2, "0")
const time = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`

const openings: fc.Arbitrary<ReadonlyArray<BusinessHours.Opening>> = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 })
  .map((minutes) => {
    const sorted = minutes.sort((a, b) => a - b)
    return sorted.flatMap((from, i) => {
      const to = sorted[i + 1]
      return i % 2 === 0 && to !== undefined ? [[time(from), time(to)] as const] : []
    })
  })

const week: fc.Arbitrary<BusinessHours.OpeningHours> = fc.record(
  {
    monday: openings,
    tuesday: openings,
    wednesday: openings,
    thursday: openings,
    friday: openings,
    saturday: openings,
    sunday: openings
  },
  { requiredKeys: [] }
)

const around = fc.constantFrom(...changes).chain(([timeZone, change]) => {
  const at = Date.parse(change)
  const days = fc.subarray([-3, -2, -1, 0, 1, 2, 3])
  return fc.record({
    hours: fc.record({
      timeZone: fc.constant(timeZone),
      week,
      holidays: days.map((each) => each.map((n) => new Date(at + n * day).toISOString().slice(0, 10)))
    }),
    from: fc.integer({ min: -3 * 1440, max: 1440 }).map((n) => at + n * minute),
    minutes: fc.oneof(fc.nat(200), fc.nat(3 * 1440))
  })
})

const always = Object.fromEntries(
  ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map((each) => [
    each,
    [["00:00", "24:00"]]
  ])
) as BusinessHours.OpeningHours

describe("business hours", () => {
  it("are those of the clock on the wall, minute by minute", () => {
    fc.assert(
      fc.property(around, ({ from, hours, minutes }) => {
        const to = from + minutes * minute
        expect(BusinessHours.clock(hours)(new Date(from), new Date(to))).toBe(oracle(hours, from, to))
      })
    )
  })

  it("add up, and turn their sign", () => {
    const instants = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 900 * 86_400 })))
    fc.assert(
      fc.property(around, instants, ({ hours }, seconds) => {
        const clock = BusinessHours.clock(hours)
        const [a, b, c] = seconds.map((each) => new Date(Date.UTC(2009, 0, 1) + each * 1000)) as [Date, Date, Date]
        expect(clock(a, b) + clock(b, c)).toBe(clock(a, c))
        expect(clock(b, a) + clock(a, b)).toBe(0)
        expect(clock(a, a)).toBe(0)
      })
    )
  })

  it("that never close are the calendar's seconds, those that never open none", () => {
    const instant = fc.date({ min: new Date("2005-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
    fc.assert(
      fc.property(fc.constantFrom(...changes), instant, instant, ([timeZone], from, to) => {
        const passed = Math.floor((to.getTime() - from.getTime()) / 1000)
        expect(BusinessHours.clock({ timeZone, week: always })(from, to)).toBe(passed)
        expect(BusinessHours.clock({ timeZone, week: {} })(from, to)).toBe(0)
      }),
      { numRuns: 40 }
    )
  })

  it("skip the hour that is not there, and count the one that comes twice", () => {
    const night = { timeZone: "Europe/Berlin", week: { sunday: [["01:30", "03:30"]] } } as const
    const clock = BusinessHours.clock(night)
    expect(clock(new Date("2026-03-28T12:00:00Z"), new Date("2026-03-29T12:00:00Z"))).toBe(3600)
    expect(clock(new Date("2026-10-24T12:00:00Z"), new Date("2026-10-25T12:00:00Z"))).toBe(3 * 3600)
    expect(clock(new Date("2026-10-17T12:00:00Z"), new Date("2026-10-18T12:00:00Z"))).toBe(2 * 3600)
  })

  it("hold over centuries, and outside the calendar everything is closed", () => {
    const clock = BusinessHours.clock({ timeZone: "UTC", week: { monday: [["09:00", "10:00"]] } })
    // 400 years have 20,871 Mondays.
    expect(clock(new Date("1600-01-01"), new Date("2000-01-01"))).toBe(20_871 * 3600)
    expect(clock(new Date("2000-01-01"), new Date("1600-01-01"))).toBe(-20_871 * 3600)
    const endless = BusinessHours.clock({ timeZone: "UTC", week: always })
    expect(endless(new Date(-8.64e15), new Date("1000-01-01"))).toBe(0)
  })

  it("refuse what is no time, date or zone", () => {
    const refused = (hours: Partial<BusinessHours.BusinessHours>) => () =>
      BusinessHours.clock({ timeZone: "UTC", week: {}, ...hours })
    expect(refused({ timeZone: "Mars/Base" })).toThrow(RangeError)
    for (const [from, to] of [
      ["9:00", "10:00"],
      ["10:00", "10:00"],
      ["22:00", "06:00"],
      ["09:00", "24:01"],
      ["09:60", "11:00"],
      ["", "x"]
    ] as const) {
      expect(refused({ week: { monday: [[from, to]] } })).toThrow(RangeError)
    }
    const overlap = [
      ["09:00", "12:00"],
      ["11:00", "13:00"]
    ] as const
    expect(refused({ week: { friday: overlap } })).toThrow("friday")
    for (const date of ["2026-02-30", "25.12.2026", "2026-12-25T00:00", ""]) {
      expect(refused({ holidays: [date] }), date).toThrow(RangeError)
    }
  })

  it("measure waits", () => {
    const hours = {
      timeZone: "Europe/Berlin",
      week: { friday: [["09:00", "17:00"]], monday: [["09:00", "17:00"]] }
    } as const
    const ticket = {
      id: RecordId.make("1"),
      at: new Date("2026-03-27T15:00:00Z"),
      firstReplyAt: new Date("2026-03-30T07:30:00Z"),
      status: "open",
      subject: "",
      body: "",
      evidence: { source: "desk", kind: "objective" }
    } as const
    const asOf = new Date("2026-03-30T12:00:00Z")
    const [row] = Sources.waits([ticket], asOf, BusinessHours.clock(hours))
    expect([row?.replySeconds, row?.resolutionSeconds]).toEqual([1.5 * 3600, 6 * 3600])
  })
})
