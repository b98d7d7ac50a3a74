import type { SampleColumn } from "@throughline/import/format"
import type { Shape } from "./Row.ts"

/** What a column of a table holds. */
export type CsvRole =
  | "id"
  | "customer"
  | "email"
  | "at"
  | "firstReplyAt"
  | "resolvedAt"
  | "version"
  | "stage"
  | "priority"
  | "channel"
  | "subject"
  | "body"
  | "deleted"
  | "type"
  | "score"
  | "comment"
  | "company"

/**
 * The names of columns, in lower case with blanks: of exports, and of properties, which warehouses write with `property_`
 * before them. Of several the first counts.
 */
const names: Readonly<Record<Shape, { readonly [Role in CsvRole]?: ReadonlyArray<string> }>> = {
  ticket: {
    id: ["record id", "ticket id", "id"],
    customer: ["associated contact ids", "associated contact id"],
    at: ["create date", "createdate"],
    firstReplyAt: ["first agent email response date", "first agent reply date"],
    resolvedAt: ["close date", "closed date"],
    version: ["last modified date", "hs lastmodifieddate"],
    stage: ["ticket status", "hs pipeline stage"],
    priority: ["priority", "hs ticket priority"],
    channel: ["source", "source type"],
    subject: ["ticket name", "subject"],
    body: ["ticket description", "content"],
    deleted: ["is deleted"]
  },
  response: {
    id: ["record id", "survey response id", "id"],
    customer: ["contact id", "associated contact ids", "hs contact id"],
    email: ["email", "contact email"],
    at: ["date", "response date", "hs submission timestamp"],
    version: ["last modified date", "hs lastmodifieddate"],
    type: ["survey type", "hs survey type"],
    score: ["rating", "hs value"],
    comment: ["response", "hs content"]
  },
  contact: {
    id: ["record id", "contact id", "id"],
    at: ["create date", "createdate"],
    version: ["last modified date", "lastmodifieddate"],
    company: ["associated company ids", "associatedcompanyid"]
  }
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z]+/g, " ")
    .trim()
    .replace(/^property /, "")

/** The columns of a table of this shape, by what they hold. */
export const csvColumns = (shape: Shape, columns: ReadonlyArray<SampleColumn>): ReadonlyMap<CsvRole, SampleColumn> => {
  const byName = new Map(columns.map((column) => [plain(column.name), column] as const).reverse())
  return new Map(
    Object.entries(names[shape]).flatMap(([role, likely]) => {
      const column = likely.map((name) => byName.get(name)).find((one) => one !== undefined)
      return column === undefined ? [] : [[role as CsvRole, column] as const]
    })
  )
}

/** What all of a row must have, so that no other system's table has it by chance. */
const telling: ReadonlyArray<readonly [Shape, ...ReadonlyArray<string>]> = [
  ["ticket", "ticket name", "ticket status", "pipeline"],
  ["ticket", "hs pipeline stage", "hs pipeline"],
  ["response", "survey type", "survey name", "rating"],
  ["response", "hs survey type", "hs value"],
  ["contact", "record id", "first name", "last name", "email", "create date"],
  ["contact", "hs merged object ids", "createdate", "email"]
]

/** Which table of HubSpot it is, and by which columns. */
export const tableOf = (
  columns: ReadonlyArray<SampleColumn>
): { readonly shape: Shape; readonly by: ReadonlyArray<string> } | undefined => {
  const known = new Set(columns.map(({ name }) => plain(name)))
  const found = telling.find(([, ...all]) => all.every((name) => known.has(name)))
  if (found === undefined) return undefined
  const [shape, ...by] = found
  return { shape, by }
}

/** Columns of ids of several objects, of which the first counts. */
export const severalIds: ReadonlyArray<string> = ["Associated Contact IDs", "Associated Company IDs"]
