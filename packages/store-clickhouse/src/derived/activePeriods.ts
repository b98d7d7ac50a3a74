import type { Sources } from "@throughline/core"
import { type Settings, Sql } from "@throughline/store"
import { numberAt, placeAmong } from "../placeAmong.ts"
import { isThere, last } from "../tables.ts"
import { selected, type Write } from "./selected.ts"

const startsOf = (periods: Sources.Periods): ReadonlyArray<number> => periods.map(({ start }) => start)

const startOf = (place: string, periods: Sources.Periods): string => numberAt(startsOf(periods), place)

const endOf = (periods: Sources.Periods): number => periods.at(-1)?.end ?? 0

/** More than there are days. */
const many = 1_000_000

/**
 * Each customer with their first interaction, the places of the periods they were active in, in order, and the days they
 * were active on, each as place × 1,000,000 + day.
 */
const customers = (
  database: string,
  parameters: Sql.Parameters,
  { days = [], periods = [], touchpoints }: Settings,
  isRead: Sql.IsRead
): string => {
  const isCounted =
    touchpoints === undefined ? "" : ` AND ${Sql.isIn({}, '"touchpoint"', "text", touchpoints, parameters)}`
  const place = placeAmong('"at"', startsOf(periods))
  const day = placeAmong('"at"', startsOf(days))
  const columns = {
    who: () => '"customer"',
    first_row: () => 'arraySort(groupArray(("at", "id", "channel", "segment")))[1]',
    active_days: () => `groupUniqArrayIf(${place} * ${many} + ${day}, "at" < ${endOf(days)} AND ${day} > 0)`,
    places: () => `arraySort(groupUniqArray(${place}))`,
    first_place: () => "places[1]"
  }
  return `SELECT ${selected(columns, isRead)} FROM ${last(database, "interactions")} WHERE ${isThere} AND "at" < ${endOf(periods)}${isCounted} GROUP BY "customer"`
}

const known = {
  customer: () => "g.who",
  channel: () => "tupleElement(g.first_row, 3)",
  segment: () => "tupleElement(g.first_row, 4)"
}

/** Each customer and period they were active in, with the period of their first interaction. */
export const retention: Write = (database, parameters, settings, isRead) => {
  const { periods = [] } = settings
  const columns = {
    ...known,
    period: () => startOf("place", periods),
    cohort: () => `if(g.first_place > 0, ${startOf("g.first_place", periods)}, NULL)`,
    age: () => "if(g.first_place > 0, place - g.first_place, NULL)"
  }
  const rows = selected(columns, isRead)
  return `SELECT ${rows} FROM (${customers(database, parameters, settings, Sql.namedIn(`${rows} places`))}) AS g ARRAY JOIN g.places AS place WHERE place > 0`
}

/** Each customer and period they were active in, and the first after in which they were not. */
export const activity: Write = (database, parameters, settings, isRead) => {
  const { periods = [] } = settings
  const from = (rows: string): string =>
    `(${customers(database, parameters, settings, Sql.namedIn(`${rows} places`))}) AS g ARRAY JOIN g.places AS place, arrayEnumerate(g.places) AS number`
  const here = selected(
    {
      ...known,
      period: () => startOf("place", periods),
      state: () =>
        "multiIf(number = 1, 'new', place = 1, NULL, g.places[number - 1] = place - 1, 'returning', 'resurrecting')",
      days: () => `toInt64(arrayCount(day -> intDiv(day, ${many}) = place, g.active_days))`
    },
    isRead
  )
  const gone = selected(
    {
      ...known,
      period: () => startOf("(place + 1)", periods),
      state: () => "CAST('dormant' AS Nullable(String))",
      days: () => "toInt64(0)"
    },
    isRead
  )
  const leaves = `place > 0 AND place < ${periods.length} AND (number = length(g.places) OR g.places[number + 1] > place + 1)`
  return `SELECT ${here} FROM ${from(here)} WHERE place > 0 UNION ALL SELECT ${gone} FROM ${from(gone)} WHERE ${leaves}`
}
