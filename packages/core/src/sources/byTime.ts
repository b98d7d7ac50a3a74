import { compareText } from "./compareText.ts"

/** The order of records by time, then by id in code point order. */
export const byTime = (
  a: { readonly at: Date; readonly id: string },
  b: { readonly at: Date; readonly id: string }
): number => a.at.getTime() - b.at.getTime() || compareText(a.id, b.id)
