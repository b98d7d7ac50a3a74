import { clean } from "../text/clean.ts"
import { wrap } from "../text/wrap.ts"
import { label } from "./label.ts"
import { join, type Markup } from "./Markup.ts"
import type { Pen } from "./Theme.ts"

/** A picture's title and subtitle, and how much lower than two single lines they make everything below stand. */
export interface Heading {
  readonly markup: Markup
  readonly extra: number
}

/** Draw the finding and what it is about, left-aligned at 24 px, in up to three and two lines of `width`. */
export const heading = (pen: Pen, title: string, subtitle: string, width: number, size: 18 | 20 = 20): Heading => {
  const titleLines = wrap(clean(title), width, 3, { size, weight: 700 }).lines
  const subtitleLines = wrap(clean(subtitle), width, 2, { size: 13, weight: 400 }).lines
  const below = Math.max(0, titleLines.length - 1) * (size + 6)
  const extra = below + Math.max(0, subtitleLines.length - 1) * 18
  const markup = join([
    ...titleLines.map((line, i) => label(pen, line, 24, 40 + i * (size + 6), { size, weight: 700, fill: "ink" })),
    ...subtitleLines.map((line, i) => label(pen, line, 24, 62 + below + i * 18, { size: 13, fill: "muted" }))
  ])
  return { markup, extra }
}
