import { content, element, line, type Markup } from "./Markup.ts"
import type { Colour, Pen } from "./Theme.ts"

/** How a line of text is set. */
export interface LabelStyle {
  readonly size: number
  readonly weight?: 400 | 500 | 600 | 700
  readonly anchor?: "start" | "middle" | "end"
  readonly fill: Colour
  /** A rim in the colour of what is behind, so that lines don't cross the text. */
  readonly halo?: Colour
}

/** Text at a point: `y` is the baseline. `more` runs on in the same line, each part `dx` after the one before. */
export const label = (
  { paint }: Pen,
  text: string,
  x: number,
  y: number,
  { size, weight = 400, anchor = "start", fill, halo }: LabelStyle,
  ...more: ReadonlyArray<Markup>
): Markup =>
  element(
    "text",
    {
      x,
      y,
      "font-size": size,
      "font-weight": weight === 400 ? undefined : weight,
      "text-anchor": anchor === "start" ? undefined : anchor,
      ...(halo && { "paint-order": "stroke", "stroke-width": 4, "stroke-linejoin": "round" }),
      ...paint(halo ? { fill, stroke: halo } : { fill })
    },
    line(text),
    ...more
  )

/** A part of a line of text in another type. */
export const run = ({ paint }: Pen, text: string, dx: number, { size, weight, fill }: LabelStyle): Markup =>
  element("tspan", { dx, "font-size": size, "font-weight": weight ?? 400, ...paint({ fill }) }, content(text))

/** What a reader sees when pointing at a part. */
export const hint = (text: string): Markup => element("title", {}, content(text))
