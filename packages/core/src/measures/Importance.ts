import { type Estimate, type InsufficientData, insufficientData } from "../stats/Estimate.ts"

/** What customers say matters, and what goes with the outcome, of one attribute. */
export interface AttributeImportance {
  readonly attribute: string
  /** How important customers say it is, such as a mean score; all attributes on one scale. */
  readonly stated: Estimate
  /** How strongly it is associated with the outcome, such as a driver's weight; of one analysis. */
  readonly derived: Estimate
}

/**
 * Where an attribute stands:
 *
 * - `"key driver"`: said to be important, and it is associated with the outcome.
 * - `"hidden driver"`: not said to be, but associated.
 * - `"expected"`: said to be important, little associated: taken for granted while it is there, or an answer that sounds well.
 * - `"low priority"`: neither.
 */
export type ImportanceQuadrant = "key driver" | "hidden driver" | "expected" | "low priority"

/** An attribute with its quadrant. */
export interface PlacedAttribute extends AttributeImportance {
  readonly quadrant: ImportanceQuadrant
  /** Every quadrant that both intervals reach, its own first. More than one: the data leave it open. */
  readonly possible: ReadonlyArray<ImportanceQuadrant>
}

/** The attributes in their quadrants, and where the lines between them are. */
export interface ImportanceQuadrants {
  readonly _tag: "ImportanceQuadrants"
  readonly lines: "mean" | "given"
  readonly stated: number
  readonly derived: number
  /** In the order given. */
  readonly attributes: ReadonlyArray<PlacedAttribute>
}

/** Where the lines between the quadrants are, when not at the means of the attributes. */
export interface ImportanceOptions {
  readonly lines?: { readonly stated: number; readonly derived: number }
}

const named = (stated: boolean, derived: boolean): ImportanceQuadrant => {
  if (derived) return stated ? "key driver" : "hidden driver"
  return stated ? "expected" : "low priority"
}

/** The sides of a line that an estimate may be on, that of its value first. On the line is high. */
const sides = ({ interval, value }: Estimate, line: number): ReadonlyArray<boolean> => {
  const own = value >= line
  const open = own ? interval.low < line : interval.high >= line
  return open ? [own, !own] : [own]
}

const mean = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * Stated against derived importance: in which of four quadrants each attribute stands, and which others its intervals allow.
 *
 * Takes estimates with their intervals: stated importance as customers rate it, derived importance such as the `weight` of
 * `Drivers`. The lines are at the means over the attributes unless given; an attribute on a line is high. The lines are taken
 * as fixed, and each interval stands by itself. Fewer than two attributes without given lines are `InsufficientData`. Throws
 * a `RangeError` for an attribute named twice.
 *
 * Source: Martilla and James (1977), Importance–performance analysis, Journal of Marketing 41, for the quadrants; Gustafsson
 * and Johnson (2004), Determining attribute importance in a service satisfaction model, Journal of Service Research 7.
 *
 * ```ts import.meta.vitest
 * import { estimate } from "../stats/Estimate.ts"
 * import * as Importance from "./Importance.ts"
 *
 * const about = (value: number, margin: number) =>
 *   estimate(value, { low: value - margin, high: value + margin, level: 0.95, method: "example" }, 200)
 * const result = Importance.quadrants([
 *   { attribute: "price", stated: about(4.6, 0.1), derived: about(0.05, 0.04) },
 *   { attribute: "staff", stated: about(3.4, 0.1), derived: about(0.3, 0.08) },
 *   { attribute: "hours", stated: about(3.5, 0.1), derived: about(0.14, 0.05) }
 * ])
 * const places = result._tag === "ImportanceQuadrants" ? result.attributes.map(({ possible }) => possible.join(" or ")) : result
 * places // => ["expected", "hidden driver", "low priority or hidden driver"]
 * ```
 */
export const quadrants = (
  attributes: ReadonlyArray<AttributeImportance>,
  options: ImportanceOptions = {}
): ImportanceQuadrants | InsufficientData => {
  if (new Set(attributes.map(({ attribute }) => attribute)).size < attributes.length) {
    throw new RangeError("An attribute is named twice")
  }
  if (attributes.length === 0) return insufficientData("no attributes", 0)
  if (attributes.length === 1 && options.lines === undefined) {
    return insufficientData("lines at the means need two attributes", 1)
  }
  const { derived, stated } = options.lines ?? {
    derived: mean(attributes.map((each) => each.derived.value)),
    stated: mean(attributes.map((each) => each.stated.value))
  }
  return {
    _tag: "ImportanceQuadrants",
    lines: options.lines === undefined ? "mean" : "given",
    stated,
    derived,
    attributes: attributes.map((each) => {
      const [said, associated] = [sides(each.stated, stated), sides(each.derived, derived)]
      const possible = associated.flatMap((high) => said.map((important) => named(important, high)))
      return { ...each, quadrant: named(each.stated.value >= stated, each.derived.value >= derived), possible }
    })
  }
}
