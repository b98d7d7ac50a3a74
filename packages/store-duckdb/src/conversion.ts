import type { Columns } from "@throughline/store"

/** How a column of a file becomes one of a record: the value, and the condition under which it is one. */
export interface Conversion {
  readonly value: string
  readonly holds: string
}

/** A text as it stands in a statement. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

const always = "true"

const wholeTypes = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/
const fractionTypes = /^(DOUBLE|FLOAT|DECIMAL\(.+\))$/
const localTypes = /^(TIMESTAMP|TIMESTAMP_S|TIMESTAMP_MS|TIMESTAMP_NS|DATE)$/

const within = (value: string, most: string): string => `${value} BETWEEN -${most} AND ${most}`
const wholeWithin = (value: string): string => within(value, "9007199254740991")
const instantWithin = (value: string): string => within(value, "8640000000000000")

const whole = (from: string, type: string): Conversion | undefined => {
  const value = `TRY_CAST(${from} AS BIGINT)`
  if (wholeTypes.test(type)) return { value, holds: wholeWithin(from) }
  if (fractionTypes.test(type)) return { value, holds: `${wholeWithin(from)} AND ${from} = trunc(${from})` }
  if (type !== "VARCHAR") return undefined
  const digits = `TRY_CAST(split_part(${from}, '.', 1) AS BIGINT)`
  return { value: digits, holds: `regexp_full_match(${from}, '-?[0-9]{1,16}([.]0*)?') AND ${wholeWithin(digits)}` }
}

const real = (from: string, type: string): Conversion | undefined => {
  // Adding 0 makes 0 of −0.
  const value = `(TRY_CAST(${from} AS DOUBLE) + 0)`
  if (wholeTypes.test(type) || fractionTypes.test(type)) return { value, holds: `isfinite(${value})` }
  if (type !== "VARCHAR") return undefined
  const number = "[-+]?[0-9]+([.][0-9]*)?([eE][-+]?[0-9]+)?"
  return { value, holds: `regexp_full_match(${from}, '${number}') AND isfinite(${value})` }
}

const text = (from: string, type: string, literals: ReadonlyArray<string> | undefined): Conversion | undefined => {
  if (type !== "VARCHAR" && type !== "UUID" && !wholeTypes.test(type)) return undefined
  const value = type === "VARCHAR" ? from : `CAST(${from} AS VARCHAR)`
  return { value, holds: literals === undefined ? always : `${value} IN (${literals.map(quoted).join(", ")})` }
}

const yesNo = (from: string, type: string): Conversion | undefined => {
  if (type === "BOOLEAN") return { value: from, holds: always }
  return type === "VARCHAR" ? { value: `(${from} = 'true')`, holds: `${from} IN ('true', 'false')` } : undefined
}

/** Milliseconds of a time on a clock, in the time zone whose clock it is. */
const ofClock = (from: string, timeZone: string): string => {
  const clock = `TRY_CAST(${from} AS TIMESTAMP)`
  return timeZone === "UTC" ? `epoch_ms(${clock})` : `epoch_ms(timezone(${quoted(timeZone)}, ${clock}))`
}

const finite = (from: string, value: string): Conversion => ({
  value,
  holds: `isfinite(${from}) AND ${instantWithin(value)}`
})

const day = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
const time = "[T ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?"

/** A written instant: ISO 8601 with its offset, epoch milliseconds or, where a time zone is told, what its clock shows. */
const written = (from: string, timeZone: string | undefined): Conversion => {
  const isMilliseconds = `regexp_full_match(${from}, '-?[0-9]{1,16}')`
  const milliseconds = `TRY_CAST(${from} AS BIGINT)`
  const isInstant = `regexp_full_match(${from}, '${day}${time}(Z|[-+][0-9]{2}(:[0-9]{2})?)')`
  const instant = `epoch_ms(TRY_CAST(${from} AS TIMESTAMPTZ))`
  const isClock = timeZone === undefined ? "false" : `regexp_full_match(${from}, '${day}(${time})?')`
  const clock = timeZone === undefined ? "NULL" : ofClock(from, timeZone)
  const value = `CASE WHEN ${isMilliseconds} THEN ${milliseconds} WHEN ${isInstant} THEN ${instant} WHEN ${isClock} THEN ${clock} END`
  return { value, holds: instantWithin(`(${value})`) }
}

const instant = (from: string, type: string, timeZone: string | undefined): Conversion | undefined => {
  if (type === "VARCHAR") return written(from, timeZone)
  if (type === "TIMESTAMP WITH TIME ZONE") return finite(from, `epoch_ms(${from})`)
  if (wholeTypes.test(type)) return { value: `TRY_CAST(${from} AS BIGINT)`, holds: instantWithin(from) }
  if (!localTypes.test(type) || timeZone === undefined) return undefined
  return finite(`TRY_CAST(${from} AS TIMESTAMP)`, ofClock(from, timeZone))
}

/** Whether a type of the engine is a time without its zone. */
export const isLocal = (type: string): boolean => localTypes.test(type)

/** How `from`, of a type of the engine, becomes a column of a record; `undefined` when that type has no such values. */
export const conversion = (
  column: Columns.Column,
  from: string,
  type: string,
  timeZone: string | undefined
): Conversion | undefined => {
  switch (column.type) {
    case "text":
      return text(from, type, column.literals)
    case "integer":
      return whole(from, type)
    case "real":
      return real(from, type)
    case "instant":
      return instant(from, type, timeZone)
    case "boolean":
      return yesNo(from, type)
  }
}
