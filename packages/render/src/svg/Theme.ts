import type { Attributes } from "./Markup.ts"

/** Light, dark, or whichever the reader's system asks for. */
export type ThemeName = "auto" | "light" | "dark"

/** Each colour by what it stands for: light, dark. */
const palette = {
  background: ["#ffffff", "#0f151c"],
  ink: ["#16202c", "#eef3f8"],
  muted: ["#526070", "#a9b6c4"],
  faint: ["#8793a1", "#7d8b9a"],
  grid: ["#e3e8ee", "#2a3542"],
  chip: ["#e9eef4", "#243040"],
  expected: ["#3d4b5c", "#c3cedb"],
  experienced: ["#0b5cad", "#6db7ff"],
  short: ["#b83c00", "#ff9b66"],
  shortArea: ["#e8590c", "#ff8a4d"],
  over: ["#0a6e5c", "#4fd6ba"],
  overArea: ["#12a58a", "#2fc3a5"],
  detractor: ["#d9540b", "#ff8a4d"],
  passive: ["#8b97a5", "#5c6a79"],
  promoter: ["#1f78c8", "#5aaaf5"],
  moment: ["#f4f7fb", "#16202b"],
  momentInk: ["#7a5200", "#f0c66a"],
  river: ["#c4d3e3", "#31445a"],
  customers: ["#5f7f9f", "#7fa3c8"],
  violet: ["#6b3fa0", "#c3a1f2"],
  olive: ["#5d6410", "#c5cc62"],
  plum: ["#a0266b", "#f58fc2"]
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>

/** The name of a colour. */
export type Colour = keyof typeof palette

/** A colour as it is written, such as `#0b5cad`. */
export const colourIn = (theme: Exclude<ThemeName, "auto">, colour: Colour): string =>
  palette[colour][theme === "dark" ? 1 : 0]

/** What is painted with which colour. */
interface Paint {
  readonly fill?: Colour
  readonly stroke?: Colour
}

/** What a picture's parts are drawn with. */
export interface Pen {
  /** Prefix of ids and classes. */
  readonly id: string
  readonly paint: (paint: Paint) => Attributes
}

const initial = { fill: "f", stroke: "s" } as const

/**
 * A pen for one theme. The attributes carry the light colours, for programs that know no style sheet; under `"auto"`
 * classes let the style sheet of `darkRules` override them.
 */
export const pen = (id: string, theme: ThemeName): Pen => {
  const side = theme === "dark" ? "dark" : "light"
  const paint = ({ fill, stroke }: Paint): Attributes => {
    const classes = [fill && `${id}-${initial.fill}-${fill}`, stroke && `${id}-${initial.stroke}-${stroke}`]
    return {
      ...(fill && { fill: colourIn(side, fill) }),
      ...(stroke && { stroke: colourIn(side, stroke) }),
      ...(theme === "auto" && { class: classes.filter((name) => name !== undefined).join(" ") })
    }
  }
  return { id, paint }
}

/** The dark colours of the classes that occur in `body`. */
export const darkRules = (id: string, body: string): string => {
  const rules = Object.entries(palette).flatMap(([colour, [, dark]]) =>
    (["fill", "stroke"] as const)
      .filter((property) => body.includes(`${id}-${initial[property]}-${colour}`))
      .map((property) => `.${id}-${initial[property]}-${colour}{${property}:${dark}}`)
  )
  return rules.length === 0 ? "" : `@media screen and (prefers-color-scheme:dark){${rules.join("")}}`
}
