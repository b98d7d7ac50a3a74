/**
 * The points of a question: every whole number from `minimum` to `maximum`.
 *
 * The id is part of the type, so scores on `Scale<"1-5">` and on `Scale<"1-7">` cannot be mixed by accident.
 */
export interface Scale<Id extends string = string> {
  readonly id: Id
  readonly minimum: number
  readonly maximum: number
}

/**
 * The scale from `minimum` to `maximum`, both included.
 *
 * Throws a `RangeError` unless both are whole numbers from 0 to 1000 and `minimum < maximum`.
 *
 * ```ts import.meta.vitest
 * import * as Scale from "./Scale.ts"
 *
 * Scale.make(1, 5) // => { id: "1-5", minimum: 1, maximum: 5 }
 * ```
 */
export const make = <const Low extends number, const High extends number>(
  minimum: Low,
  maximum: High
): Scale<`${Low}-${High}`> => {
  const whole = (n: number) => Number.isInteger(n) && n >= 0 && n <= 1000
  if (!whole(minimum) || !whole(maximum) || minimum >= maximum) {
    throw new RangeError(`A scale needs whole numbers 0 <= minimum < maximum <= 1000, found ${minimum} and ${maximum}`)
  }
  return { id: `${minimum}-${maximum}`, minimum, maximum }
}

/** Read a scale's id, such as `"0-10"`; `undefined` when it is not one. */
export const parse = (id: string): Scale | undefined => {
  const [, low, high] = /^(\d{1,4})-(\d{1,4})$/.exec(id) ?? []
  const [minimum, maximum] = [Number(low), Number(high)]
  if (!(minimum < maximum && maximum <= 1000) || `${minimum}-${maximum}` !== id) return undefined
  return make(minimum, maximum)
}

/** Whether `score` is a point of the scale. */
export const contains = (scale: Scale, score: number): boolean =>
  Number.isInteger(score) && score >= scale.minimum && score <= scale.maximum

/** How many points the scale has: 11 for 0–10. */
export const points = (scale: Scale): number => scale.maximum - scale.minimum + 1

/** The question "how likely are you to recommend us", 0 to 10. */
export const nps: Scale<"0-10"> = /* @__PURE__ */ make(0, 10)
