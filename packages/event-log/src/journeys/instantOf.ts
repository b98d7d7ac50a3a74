/**
 * When an ISO time with an offset is, to the millisecond; `undefined` when its day does not exist.
 *
 * ```ts import.meta.vitest
 * import { instantOf } from "./instantOf.ts"
 *
 * instantOf("2026-03-29T10:00:00+02:00") // => new Date("2026-03-29T08:00:00Z")
 * instantOf("2026-02-30T10:00:00Z") // => undefined
 * ```
 */
export const instantOf = (text: string): Date | undefined => {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text.slice(0, 10)) return undefined
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : at
}
