const local = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/
const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/

/** A time that can be told earlier or later than others of its kind. */
export interface Moment {
  /** Milliseconds since 1970: of a time without a zone, as if it were UTC. */
  readonly at: number
  readonly hasZone: boolean
}

/** When a text says; `undefined` when it is no time. */
export const momentOf = (text: string): Moment | undefined => {
  if (!local.test(text)) return undefined
  const hasZone = zoned.test(text)
  const at = Date.parse(hasZone ? text : `${text}Z`)
  return Number.isNaN(at) ? undefined : { at, hasZone }
}

/** Whether a value that holds from one time on holds at another; `undefined` when nobody can tell, for one has no zone. */
export const holds = (from: Moment, at: Moment): boolean | undefined => {
  // The standard writes 1970 for "from the beginning".
  if (from.at <= 0) return true
  return from.hasZone === at.hasZone ? from.at <= at.at : undefined
}
