import type { Estimate, ImportancePerformance } from "@throughline/core"
import { nameOf } from "../text/clean.ts"
import { inWords, known, percent } from "../text/number.ts"
import type { ImportancePerformanceMap } from "./ImportancePerformanceMap.ts"

/** An item as it is drawn. */
export interface Item {
  readonly name: string
  readonly importance: Estimate
  readonly performance: Estimate
  readonly quadrant: ImportancePerformance.Quadrant
  readonly probability: number
  /** Its quadrant is as probable as its intervals are confident, or more. */
  readonly certain: boolean
}

/** How values are written. */
export const points = { style: "number", decimals: 2 } as const

type Value = ImportancePerformance.ImportancePerformancePoint["value"]

/** What a value is called. */
export const namer = ({ names = [] }: ImportancePerformanceMap): ((value: Value) => string) => {
  const known = new Map(names.map(({ id, name }) => [id, name]))
  return (value) => nameOf(value === null ? "not known" : (known.get(String(value)) ?? String(value)))
}

const share = (probability: number): number => (probability >= 0 && probability <= 1 ? probability : 0)

/** The items that can be drawn. */
export const itemsOf = (input: ImportancePerformanceMap): ReadonlyArray<Item> => {
  if (input.map._tag !== "ImportancePerformance") return []
  const called = namer(input)
  return input.map.points.flatMap(({ importance, performance, probability, quadrant, value }) => {
    const [x, y] = [known(performance), known(importance)]
    if (x === undefined || y === undefined) return []
    const sure = share(probability)
    return [
      {
        name: called(value),
        importance: y,
        performance: x,
        quadrant,
        probability: sure,
        certain: sure >= y.interval.level
      }
    ]
  })
}

/** Which names are placed first: those to concentrate on, and of those the certain ones. */
export const rankOf = ({ certain, quadrant }: Item): number =>
  (quadrant === "concentrate here" ? 0 : 2) + (certain ? 0 : 1)

/** Everything about an item, in words. */
export const itemInWords = ({ importance, name, performance, probability, quadrant }: Item): string =>
  `${name}: ${quadrant}, with a probability of ${percent(probability)}; importance ${inWords(importance, points)}, performance ${inWords(performance, points)}`
