import type { MadeColumns } from "@throughline/import/format"

/** What the CSV export of an account has in minutes and a record in seconds, by the name of the column that is made. */
const inMinutes = [
  ["requester_wait_seconds", "Requester wait time in minutes"],
  ["requester_wait_seconds_business", "Requester wait time in minutes within business hours"]
] as const

/** Minutes as seconds; what is no number of minutes stays as it is, and is rejected. */
const seconds = (minutes: string): string =>
  /^\d{1,9}(?:\.0)?$/.test(minutes.trim())
    ? String(Number(minutes) * 60)
    : minutes.trim() === ""
      ? ""
      : `${minutes} min`

/** How long the requester waited, by the calendar and by business hours. */
export const waits: MadeColumns = {
  names: inMinutes.map(([name]) => name),
  values: (value) => inMinutes.map(([, column]) => seconds(value(column)))
}

/** The column that waits by the calendar come from. */
export const waitColumn = inMinutes[0][1]
