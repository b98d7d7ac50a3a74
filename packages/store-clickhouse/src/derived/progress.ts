import { Sources } from "@throughline/core"
import { Sql } from "@throughline/store"
import { caseRows } from "./caseRows.ts"
import { quotient, selected, type Write } from "./selected.ts"

/** `body` with names for expressions, each of which may name the ones before. An array has one value to be named. */
const naming = (names: ReadonlyArray<readonly [name: string, expression: string]>, body: string): string =>
  names.reduceRight((inner, [name, expression]) => `arrayMap(${name} -> ${inner}, [${expression}])[1]`, body)

/**
 * Values by place, 0 where there is none; each place gets the last value up to it. Where `cut` is, there is none again. It
 * adds up the differences of values that follow each other, so that no place looks at all before it.
 */
const filled = (values: string, cut: string): string => {
  const isSet = `arrayMap((value, is_cut) -> value > 0 OR is_cut, ${values}, ${cut})`
  const set = `arrayFilter((value, is_set) -> is_set, ${values}, ${isSet})`
  const differences = `arrayMap((value, old) -> value - old, ${set}, arrayPopBack(arrayPushFront(${set}, toInt64(0))))`
  const places = (which: string) => `arrayFilter((place, is_set) -> ${which}, arrayEnumerate(${values}), ${isSet})`
  const placed = `arrayMap((place, value) -> (toInt64(place), toInt64(value)), ${places("is_set")}, ${differences})`
  const others = `arrayMap(place -> (toInt64(place), toInt64(0)), ${places("NOT is_set")})`
  return `arrayCumSum(arrayMap(pair -> tupleElement(pair, 2), arraySort(arrayConcat(${placed}, ${others}))))`
}

const beforeIt = (values: string): string => `arrayPopBack(arrayPushFront(${values}, toInt64(0)))`

type Names = ReadonlyArray<readonly [name: string, expression: string]>

/**
 * The arrays `begin_1` to `begin_k` of a case: by place, when the attempt that reaches that step there began, 0 where none
 * does. `times` are milliseconds from 1, `touchpoints` what was met, `cut` where attempts end.
 */
type Attempts = (
  steps: ReadonlyArray<ReadonlyArray<string>>,
  isOf: (touchpoints: ReadonlyArray<string>) => string,
  isSoon: (begin: string) => string
) => Names

const ordered: Attempts = (steps, isOf, isSoon) =>
  steps.flatMap((step, i) => {
    if (i === 0)
      return [["begin_1", `arrayMap((met, time) -> if(${isOf(step)}, time, toInt64(0)), touchpoints, times)`]]
    const follows = `${isOf(step)} AND begun > 0 AND ${isSoon("begun")}`
    return [
      [`begun_${i + 1}`, beforeIt(filled(`begin_${i}`, "cut"))],
      [
        `begin_${i + 1}`,
        `arrayMap((met, time, begun) -> if(${follows}, begun, toInt64(0)), touchpoints, times, begun_${i + 1})`
      ]
    ]
  })

const unordered: Attempts = (steps, isOf, isSoon) => {
  const last = steps.map((step, i): Names[number] => [
    `last_${i + 1}`,
    filled(`arrayMap((met, time) -> if(${isOf(step)}, time, toInt64(0)), touchpoints, times)`, "cut")
  ])
  const each = steps.map((_, i) => `time_${i + 1}`).join(", ")
  const columns = last.map(([name]) => name).join(", ")
  const follows = (place: number) => `${isOf(steps.flat())} AND latest[${place}] > 0 AND ${isSoon(`latest[${place}]`)}`
  return [
    ...last,
    ["latest_ones", `arrayMap((${each}) -> arrayReverseSort([${each}]), ${columns})`],
    ...steps.map((_, i): Names[number] => [
      `begin_${i + 1}`,
      `arrayMap((met, time, latest) -> if(${follows(i + 1)}, latest[${i + 1}], toInt64(0)), touchpoints, times, latest_ones)`
    ])
  ]
}

/** What is to be said of a step: that it is the furthest, how long it took, and the touchpoint after, if there is one. */
const reached = (level: number, levels: number): string => {
  const further = Array.from({ length: levels - level }, (_, i) => `begin_${level + i + 1}`)
  const isFurthest = further.map((begins) => `NOT arrayExists(begin -> begin > 0, ${begins})`).join(" AND ") || "1"
  if (level === 0) return `(toInt64(0), ${isFurthest}, toInt64(0), 0, '')`
  const begins = `begin_${level}`
  const first = `arrayFirstIndex(begin -> begin > 0, ${begins})`
  const after = `length(${begins}) + 2 - arrayFirstIndex(begin -> begin > 0, arrayReverse(${begins}))`
  const took = `arrayElement(times, ${first}) - arrayElement(${begins}, ${first})`
  return `(toInt64(${level}), ${isFurthest}, ${took}, ${after} <= length(${begins}), arrayElement(touchpoints, ${after}))`
}

/** Each case and step of a funnel that it reached, from step 0. */
export const progress: Write = (database, parameters, settings, isRead) => {
  const { exclude = [], order = "ordered", sessionGap, steps = [], window } = settings
  const { part, query, rows } = caseRows({ database, sessionGap })
  const isOf = (touchpoints: ReadonlyArray<string>) => Sql.isIn({}, "met", "text", touchpoints, parameters)
  const isSoon = (begin: string) => (window === undefined ? "1" : `time - ${begin} <= ${window * 1000}`)
  const touchpoints = Sources.stepsOf({ steps }).map((step) => step.touchpoints)
  const attempts = (order === "ordered" ? ordered : unordered)(touchpoints, isOf, isSoon)
  const levels = touchpoints.length
  const names: Names = [
    ["start", part(`${rows}[1]`, "at")],
    ["times", `arrayMap(row -> toInt64(${part("row", "at")} - start + 1), ${rows})`],
    ["touchpoints", `arrayMap(row -> ${part("row", "touchpoint")}, ${rows})`],
    ["cut", `arrayMap(met -> ${isOf(exclude)}, touchpoints)`],
    ...attempts
  ]
  const all = Array.from({ length: levels + 1 }, (_, level) => reached(level, levels))
  const isReached = Array.from({ length: levels + 1 }, (_, level) =>
    level === 0 ? "1" : `arrayExists(begin -> begin > 0, begin_${level})`
  )
  const body = `arrayFilter((said, is_reached) -> is_reached, [${all.join(", ")}], [${isReached.join(", ")}])`
  const first = (name: string) => () => part(`${rows}[1]`, name)
  const said = (place: number) => `tupleElement(said, ${place})`
  const columns = {
    customer: () => "g.customer",
    ...Object.fromEntries(["at", "channel", "team", "segment"].map((name) => [name, first(name)])),
    step: () => said(1),
    furthest: () => said(2),
    seconds: () => `if(${said(1)} = 0, NULL, ${quotient(said(3), 1000)})`,
    next: () => `if(${said(1)} > 0 AND ${said(2)} AND ${said(4)}, ${said(5)}, NULL)`
  }
  const read = selected(columns, isRead)
  return `SELECT ${read} FROM (${query()}) AS g ARRAY JOIN ${naming(names, body)} AS said`
}
