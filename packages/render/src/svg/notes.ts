import { clean } from "../text/clean.ts"
import { wrap } from "../text/wrap.ts"
import { label } from "./label.ts"
import { join, type Markup } from "./Markup.ts"
import type { Pen } from "./Theme.ts"

/** Small print below a picture, each text in up to two lines of `width`; `top` is the first baseline. */
export const notes = (
  pen: Pen,
  texts: ReadonlyArray<string>,
  top: number,
  width: number
): { readonly markup: Markup; readonly bottom: number } => {
  const lines = texts.flatMap((text) => wrap(clean(text), width, 2, { size: 11.5, weight: 400 }).lines)
  return {
    markup: join(lines.map((line, i) => label(pen, line, 24, top + i * 17, { size: 11.5, fill: "muted" }))),
    bottom: top + lines.length * 17
  }
}
