import type { Estimate } from "@throughline/core"
import { nameOf } from "../text/clean.ts"
import { ellipsis } from "../text/wrap.ts"
import { literal } from "./literal.ts"
import type { Json } from "./Specification.ts"

/** One row of data. */
export type Datum = { readonly [field: string]: Json }

/** A number for JSON: `null` for one that is not finite, and no negative zero. */
export const finite = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value + 0

/** A value with the ends of its interval: `null` where it is not known. */
export const limits = (estimate: Estimate | undefined) => ({
  value: finite(estimate?.value),
  low: finite(estimate?.interval.low),
  high: finite(estimate?.interval.high)
})

const free = (name: string, count: number, taken: ReadonlySet<string>): number =>
  taken.has(`${name} (${count})`) ? free(name, count + 1, taken) : count

/** One line of up to `width` pixels of 13. */
const inOneLine =
  (width: number) =>
  (name: string): string =>
    ellipsis(name, width, { size: 13, weight: 500 })

/**
 * Names as they are shown, all different: Vega-Lite puts those of the same name into one place. They are cut here, as Vega
 * guesses widths where it has no canvas.
 */
export const distinct = (
  names: ReadonlyArray<string>,
  fit: (name: string, place: number) => string = inOneLine(240)
): ReadonlyArray<string> => {
  const shown = names.map((name, place) => literal(fit(nameOf(name), place)))
  const taken = new Set(shown)
  const last = new Map<string, number>()
  return shown.map((name) => {
    const before = last.get(name)
    const count = before === undefined ? 1 : free(name, before + 1, taken)
    last.set(name, count)
    if (count === 1) return name
    taken.add(`${name} (${count})`)
    return `${name} (${count})`
  })
}
