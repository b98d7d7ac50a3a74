import type { SampleColumn } from "@throughline/import/format"

/** What a column of a ticket table holds. */
export type CsvRole =
  | "id"
  | "customer"
  | "requesterEmail"
  | "at"
  | "resolvedAt"
  | "updatedAt"
  | "status"
  | "team"
  | "priority"
  | "channel"
  | "rating"
  | "replies"
  | "reopens"
  | "subject"
  | "body"

/**
 * The names of columns, in lower case with blanks: of the CSV export of an account, of views, and of the API as warehouses
 * write it. Of several the first counts: an id before a name.
 */
const names: Readonly<Record<CsvRole, ReadonlyArray<string>>> = {
  id: ["id", "ticket id"],
  customer: ["requester id"],
  requesterEmail: ["requester email"],
  at: ["created at", "requested", "created"],
  resolvedAt: ["solved at", "solved"],
  updatedAt: ["updated at", "updated"],
  status: ["status", "ticket status"],
  team: ["group id", "group"],
  priority: ["priority"],
  channel: ["via channel", "via", "channel"],
  rating: ["satisfaction score", "satisfaction rating", "satisfaction"],
  replies: ["replies"],
  reopens: ["reopens"],
  subject: ["subject"],
  body: ["description"]
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()

/** The column of each role. */
export const csvColumns = (columns: ReadonlyArray<SampleColumn>): ReadonlyMap<CsvRole, SampleColumn> => {
  const byName = new Map(columns.map((column) => [plain(column.name), column] as const).reverse())
  const roles = Object.keys(names) as ReadonlyArray<CsvRole>
  return new Map(
    roles.flatMap((role) => {
      const name = names[role].find((one) => byName.has(one))
      const column = name === undefined ? undefined : byName.get(name)
      return column === undefined ? [] : [[role, column] as const]
    })
  )
}

/** Columns that only tables of Zendesk have. */
const telling = [
  "summation column",
  "requester wait time in minutes",
  "satisfaction score",
  "ticket form id",
  "allow channelback",
  "via source rel",
  "requester updated",
  "assignee updated",
  "next sla breach",
  "group stations"
]

/** How many columns of a table only Zendesk writes. */
export const tellingColumns = (columns: ReadonlyArray<SampleColumn>): ReadonlyArray<string> => {
  const known = new Set(columns.map(({ name }) => plain(name)))
  return telling.filter((name) => known.has(name))
}
