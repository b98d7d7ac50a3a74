import { fontFamily } from "../svg/picture.ts"
import { type Colour, colourIn } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import { wrap } from "../text/wrap.ts"
import { literal } from "./literal.ts"

/** What JSON can hold. */
export type Json = string | number | boolean | null | ReadonlyArray<Json> | { readonly [key: string]: Json }

/** A view, a layer, or another part of a specification. */
export type Part = { readonly [property: string]: Json }

/** A Vega-Lite specification of version 6: plain JSON with its data in it, that loads nothing. */
export interface Specification {
  readonly $schema: "https://vega.github.io/schema/vega-lite/v6.json"
  /** Everything the picture says, in words. */
  readonly description: string
  readonly [part: string]: Json
}

/** How a specification is made. */
export interface SpecificationOptions {
  /** `"light"` unless given. */
  readonly theme?: "light" | "dark" | undefined
}

/** Colours by what they stand for, in one theme. */
export type Paint = (colour: Colour) => string

/** What is said about a picture. */
export interface Told {
  readonly title: string
  readonly subtitle: string
  readonly description: string
}

const widest = 640

const titleOf = ({ subtitle, title }: Told): Json => {
  const below = wrap(clean(subtitle), widest, 2, { size: 13, weight: 400 }).lines.map(literal)
  return {
    text: wrap(clean(title), widest, 3, { size: 18, weight: 700 }).lines.map(literal),
    ...(below.length === 0 ? {} : { subtitle: below })
  }
}

/** One look for all. */
const configOf = (paint: Paint): Json => ({
  font: fontFamily,
  background: paint("background"),
  padding: 24,
  view: { stroke: null },
  title: {
    anchor: "start",
    frame: "bounds",
    fontSize: 18,
    fontWeight: 700,
    lineHeight: 24,
    color: paint("ink"),
    subtitleFontSize: 13,
    subtitleLineHeight: 18,
    subtitleColor: paint("muted"),
    subtitlePadding: 8,
    offset: 20
  },
  axis: {
    domainColor: paint("faint"),
    tickColor: paint("faint"),
    gridColor: paint("grid"),
    labelColor: paint("muted"),
    labelFontSize: 12,
    labelLimit: 0,
    titleColor: paint("muted"),
    titleFontSize: 11.5,
    titleFontWeight: 400
  },
  axisBand: { domain: false, ticks: false, labelColor: paint("ink"), labelFontSize: 13, labelPadding: 8 },
  legend: {
    labelColor: paint("ink"),
    labelFontSize: 12,
    labelLimit: 0,
    titleColor: paint("muted"),
    titleFontSize: 11.5,
    titleFontWeight: 400,
    symbolStrokeWidth: 2.5
  },
  text: { color: paint("ink"), fontSize: 12 }
})

/** A specification of what `view` draws with the colours of the theme asked for. */
export const specification = (
  told: Told,
  { theme = "light" }: SpecificationOptions,
  view: (paint: Paint) => Part
): Specification => {
  const paint: Paint = (colour) => colourIn(theme, colour)
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: titleOf(told),
    description: literal(told.description),
    ...view(paint),
    config: configOf(paint)
  }
}

/** The specification of a picture that cannot be drawn: a line that tells why. */
export const untold = (told: Omit<Told, "description">, why: string, options: SpecificationOptions): Specification =>
  specification({ ...told, description: why }, options, (paint) => ({
    width: 520,
    height: 40,
    data: { values: [{ why }] },
    mark: { type: "text", align: "left", fontSize: 13, color: paint("muted") },
    encoding: { x: { value: 0 }, text: { field: "why", type: "nominal" } }
  }))
