import type { Histories } from "../stats/cox/EventTimes.ts"
import type { Excluded } from "../stats/Estimate.ts"
import type { ColumnInput } from "../tally/fromColumns.ts"
import type { Value } from "../tally/Value.ts"
import type { CoxColumns, CoxCovariate } from "./CoxColumns.ts"
import { CoxMarks, numbersOf } from "./CoxMarks.ts"
import { type Division, divide, known, undivided } from "./Division.ts"

/** What one coefficient stands for. */
export interface CoxTerm<Name extends string = string> {
  readonly covariate: Name
  /** The category that is compared, and the one it is compared with; `null` for numbers. */
  readonly category: Value
  readonly reference: Value
}

/** Columns that were checked: the rows that count, and what was left out. */
export interface CoxReading<Name extends string = string> {
  readonly histories: Histories
  /** The values of the strata. */
  readonly strata: ReadonlyArray<Value>
  /** The places of the rows that count. */
  readonly rows: Uint32Array
  readonly weights: Float64Array | null
  readonly clusters: Division | null
  readonly terms: ReadonlyArray<CoxTerm<Name>>
  /** The numbers of each term. */
  readonly columns: ReadonlyArray<Float64Array>
  /** The weight of the rows that count. */
  readonly n: number
  readonly excluded: Excluded
}

const lengthOf = (column: ColumnInput | CoxCovariate): number =>
  "codes" in column ? column.codes.length : column.length

const commonLength = <Name extends string>(columns: CoxColumns<Name>): number => {
  const { cluster, covariates, entry, event, strata, time, weights } = columns
  const optional = [entry, weights, strata, cluster].filter((each) => each !== undefined)
  const named: ReadonlyArray<CoxCovariate> = Object.values(covariates)
  const lengths = new Set([time, event, ...optional, ...named].map(lengthOf))
  if (lengths.size > 1) throw new RangeError(`Columns have one length, found ${[...lengths].join(", ")}`)
  return time.length
}

const numbers = (marks: CoxMarks, column: ArrayLike<unknown>, least: number): Float64Array => {
  const read = numbersOf(column)
  marks.check(read, least)
  return read
}

const outcomes = (marks: CoxMarks, { event }: CoxColumns): Uint8Array => {
  const read = numbersOf(event)
  marks.checkOutcomes(read)
  return new Uint8Array(read)
}

const divided = (marks: CoxMarks, input: ColumnInput): Division => {
  const division = known(divide(input))
  marks.checkParts(division)
  return division
}

/** Entries; `null` when all are there from the start. One that is 0 is before any time. */
const entries = (marks: CoxMarks, { entry }: CoxColumns, time: Float64Array): Float64Array | null => {
  if (entry === undefined) return null
  const read = numbers(marks, entry, 0)
  marks.checkEntries(read, time)
  return read.some((each) => each !== 0) ? read.map((each) => (each === 0 ? -1 : each)) : null
}

const weigh = (marks: CoxMarks, { weights }: CoxColumns): Float64Array | null => {
  if (weights === undefined) return null
  const read = numbers(marks, weights, 0)
  marks.checkWeights(read)
  return read
}

/** A covariate that was checked, to be laid out once it is known which rows count. */
type Laid<Name extends string> = (rows: Uint32Array) => ReadonlyArray<readonly [CoxTerm<Name>, Float64Array]>

/** One column for each category that occurs but the first; one of no use when there is no other. */
const layCategories =
  <Name extends string>(covariate: Name, division: Division, given: ReadonlyArray<Value>): Laid<Name> =>
  (rows) => {
    const { codes, values } = division
    const occurring = new Set<number>()
    for (const row of rows) occurring.add(codes[row] ?? -1)
    const place = (code: number): number => given.indexOf(values[code] ?? null)
    const [first = -1, ...others] = [...occurring].sort((a, b) => place(a) - place(b))
    return (others.length === 0 ? [first] : others).map((code) => [
      { covariate, category: values[code] ?? null, reference: values[first] ?? null },
      Float64Array.from(codes, (each) => (each === code ? 1 : 0))
    ])
  }

const readCovariate = <Name extends string>(marks: CoxMarks, covariate: Name, column: CoxCovariate): Laid<Name> => {
  if ("codes" in column) return layCategories(covariate, divided(marks, column), column.values)
  const read = numbers(marks, column, -Number.MAX_VALUE)
  return () => [[{ covariate, category: null, reference: null }, read]]
}

/** Check columns and lay them out for a regression. Throws a `RangeError` when they differ in length, or without covariates. */
export const readCoxColumns = <Name extends string>(columns: CoxColumns<Name>): CoxReading<Name> => {
  const marks = new CoxMarks(commonLength(columns))
  const time = numbers(marks, columns.time, 0)
  const event = outcomes(marks, columns)
  const entry = entries(marks, columns, time)
  const weights = weigh(marks, columns)
  const strata = columns.strata === undefined ? undivided : divided(marks, columns.strata)
  const clusters = columns.cluster === undefined ? null : divided(marks, columns.cluster)
  const laid: Array<Laid<Name>> = []
  for (const name in columns.covariates) laid.push(readCovariate(marks, name, columns.covariates[name]))
  if (laid.length === 0) throw new RangeError("A Cox regression has at least one covariate")
  const rows = marks.rows()
  const terms = laid.flatMap((each) => each(rows))
  const codes = strata === undivided ? new Uint32Array(time.length) : Uint32Array.from(strata.codes)
  return {
    histories: { time, event, entry, strata: codes, strataCount: strata.values.length },
    strata: strata.values,
    rows,
    weights,
    clusters,
    terms: terms.map(([term]) => term),
    columns: terms.map(([, values]) => values),
    n: weights === null ? rows.length : rows.reduce((sum, row) => sum + (weights[row] ?? 0), 0),
    excluded: marks.excluded(weights)
  }
}

/** What a term is called: the covariate, and the category where there are any. */
export const labelOf = ({ category, covariate }: CoxTerm): string =>
  category === null ? covariate : `${covariate}: ${category}`
