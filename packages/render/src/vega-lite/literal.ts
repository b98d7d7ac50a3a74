/** What every object has, such as `toString`: Vega takes a text of that name for its own. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype))

/** A text in a specification, outside of its data: one that Vega takes for its own has a widthless mark behind it. */
export const literal = (text: string): string => (inherited.has(text) ? `${text}\u2060` : text)
