import type { FieldSource, Mapping, TimeFormat } from "@throughline/import"
import type { Fields } from "@throughline/import/format"
import { headerRows } from "./HeaderRows.ts"

/** The zone as IANA names it, with `Z` for UTC; `undefined` when there is none of this name. */
export const zoneOf = (name: string): string | undefined => {
  try {
    const { timeZone } = new Intl.DateTimeFormat("en-US", { timeZone: name === "Z" ? "UTC" : name }).resolvedOptions()
    return timeZone
  } catch {
    return undefined
  }
}

/** The zone that the row of ImportIds says for a column of this name. */
const toldBy = (header: ReadonlyArray<Fields>): ReadonlyMap<string, string> => {
  const { importIds, names } = headerRows(header)
  return new Map(
    importIds.flatMap((found, i) => {
      const zone = found?.timeZone === undefined ? undefined : zoneOf(found.timeZone)
      return zone === undefined ? [] : [[(names[i] ?? "").trim(), zone] as const]
    })
  )
}

interface Issue {
  readonly path: string
  readonly problem: string
}

/** Where a mapping reads times in another zone than the row of ImportIds says they are written in. */
export const zoneIssues = (header: ReadonlyArray<Fields>, mapping: Mapping): ReadonlyArray<Issue> => {
  const told = toldBy(header)
  const issues = mapping.records.flatMap(({ fields }, i) =>
    Object.entries(fields).flatMap(([name, source]) => issueOf(told, mapping, source, `records[${i}].fields.${name}`))
  )
  return issues.filter(({ path }, i) => i === issues.findIndex((issue) => issue.path === path))
}

const issueOf = (
  told: ReadonlyMap<string, string>,
  { time }: Mapping,
  source: FieldSource,
  key: string
): ReadonlyArray<Issue> => {
  const { column, time: own } = typeof source === "string" ? { column: source } : withColumn(source)
  const zone = told.get(column)
  const given = (own ?? time)?.timeZone
  if (zone === undefined || given === undefined || zoneOf(given) === zone) return []
  const path = own === undefined ? "time.timeZone" : `${key}.time.timeZone`
  return [{ path, problem: `it says "${given}", but ${column} of this file is written in "${zone}"` }]
}

type Column = { readonly column: string; readonly time?: TimeFormat }

const withColumn = (source: Exclude<FieldSource, string>): Column => ("column" in source ? source : { column: "" })
