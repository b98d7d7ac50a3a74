import type { Random } from "./random.ts"

/** Instants are whole seconds since 1970 UTC, days are whole days since 1970. */
const seconds = (iso: string) => Date.parse(iso) / 1000

export const hour = 3600
export const day = 24 * hour

export const periodStart = seconds("2026-01-01T00:00:00+01:00")
/** The first instant after the period. */
export const periodEnd = seconds("2026-07-01T00:00:00+02:00")
export const checkoutFix = seconds("2026-04-01T00:00:00+02:00")
export const legacyShopClosed = seconds("2026-05-01T00:00:00+02:00")
export const refundRise = seconds("2026-05-01T00:00:00+02:00")
export const parcelsLost = seconds("2026-06-16T00:00:00+02:00")
/** Clocks went from 02:00 to 03:00 here. */
export const summerTime = seconds("2026-03-29T01:00:00Z")

export const dayOf = (iso: string) => seconds(`${iso}T00:00:00Z`) / day
export const exportDay = dayOf("2026-06-30")

const berlinOffset = (at: number) => (at >= summerTime ? 2 * hour : hour)
/** The calendar day in Berlin. */
export const berlinDay = (at: number) => Math.floor((at + berlinOffset(at)) / day)

const wallClock = (at: number) => new Date(at * 1000).toISOString()

export const isoUtc = (at: number) => `${wallClock(at).slice(0, 19)}Z`

export const isoBerlin = (at: number) => {
  const offset = berlinOffset(at)
  return `${wallClock(at + offset).slice(0, 19)}+0${offset / hour}:00`
}

/** `2026-03-29 14:05` on a clock in Berlin. */
export const berlinMinute = (at: number) =>
  wallClock(at + berlinOffset(at))
    .slice(0, 16)
    .replace("T", " ")

/** `29.03.2026 14:05:00`. The old shop's exporter changed its clock an hour late, so it wrote 02:00 to 02:59 on 29 March. */
export const legacyClock = (at: number) => {
  const text = wallClock(at + (at >= summerTime + hour ? 2 * hour : hour))
  return `${germanDate(text)} ${text.slice(11, 19)}`
}

export const germanDay = (days: number) => germanDate(wallClock(days * day))

const germanDate = (iso: string) => `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)}`

/** The same day in Berlin at a time of day between two hours. */
export const betweenHours = (random: Random, at: number, from: number, to: number) => {
  const offset = berlinOffset(at)
  return Math.floor((at + offset) / day) * day - offset + from * hour + random.below((to - from) * hour)
}

const weekdayWeight = [105, 100, 100, 100, 92, 96, 120]
const monthWeight = [114, 98, 100, 102, 98, 96]
const hourWeight = [4, 2, 1, 1, 1, 2, 6, 12, 18, 22, 25, 26, 28, 26, 24, 24, 26, 30, 36, 44, 50, 44, 26, 11]

const days = Array.from({ length: 181 }, (_, i) => dayOf("2026-01-01") + i)
const dayChoices = days.map((date) => {
  const month = new Date(date * day * 1000).getUTCMonth()
  return [(weekdayWeight[(date + 3) % 7] ?? 0) * (monthWeight[month] ?? 0), date] as const
})
const hourChoices = hourWeight.map((weight, value) => [weight, value] as const)

/** When somebody opens the shop: by month, weekday and hour of the day in Berlin. */
export const shoppingInstant = (random: Random) => {
  const local = random.weighted(dayChoices) * day + random.weighted(hourChoices) * hour + random.below(hour)
  return local - berlinOffset(local - hour)
}
