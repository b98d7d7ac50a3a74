import { hash } from "../text/hash.ts"
import { content, element, type Markup } from "./Markup.ts"
import { darkRules, type Pen, pen, type ThemeName } from "./Theme.ts"

/** How a picture is drawn. */
export interface PictureOptions {
  /** `"auto"` unless given. */
  readonly theme?: ThemeName | undefined
  /** Prefix of every id in the picture; from a hash of the content unless given, so pictures on one page don't clash. */
  readonly id?: string | undefined
}

/** What a drawing function gives back. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly title: string
  /** Everything the picture says, in words. */
  readonly description: string
  readonly body: Markup
}

/** Fonts of known widths first, so that text has the room the layout gives it. */
export const fontFamily =
  'Inter,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",system-ui,sans-serif'

const prefix = (input: unknown, kind: string, { id, theme }: PictureOptions): string =>
  id === undefined
    ? `${kind}-${hash(`${theme ?? "auto"}${JSON.stringify(input)}`)}`
    : `${kind}-${id.replace(/[^\w-]/g, "-").slice(0, 64)}`

/** Put a drawing into an SVG document of its own: background, title, description, dark colours. */
export const picture = <Input>(
  kind: string,
  input: Input,
  options: PictureOptions,
  draw: (input: Input, pen: Pen) => Drawing
): Markup => {
  const theme = options.theme ?? "auto"
  const id = prefix(input, kind, options)
  const { paint } = pen(id, theme)
  const { width, height, title, description, body } = draw(input, pen(id, theme))
  const background = element("rect", { width, height, ...paint({ fill: "background" }) })
  const dark = theme === "auto" ? darkRules(id, `${background}${body}`) : ""
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      id,
      role: "img",
      "aria-labelledby": `${id}-t ${id}-d`,
      "font-family": fontFamily
    },
    element("title", { id: `${id}-t` }, content(title)),
    element("desc", { id: `${id}-d` }, content(description)),
    ...(dark === "" ? [] : [element("style", {}, content(dark))]),
    background,
    body
  )
}
