import { content, element, type Markup } from "../svg/Markup.ts"

/** A part of the page under its heading. */
export const section = (id: string, title: string, ...parts: ReadonlyArray<Markup>): Markup =>
  element("section", { "aria-labelledby": id }, element("h2", { id }, content(title)), ...parts)

/** An SVG document made by this package, to stand inside a page. */
export const figure = (
  svg: string,
  name: string,
  {
    least,
    most,
    media
  }: { readonly least: number; readonly most: number; readonly media?: "screen" | "paper" | "paper part" }
): Markup =>
  element(
    "figure",
    { class: media },
    element(
      "div",
      {
        class: "scroll",
        tabindex: 0,
        role: "group",
        "aria-label": `${name}, scrolls sideways on narrow screens`,
        style: `--least:${least}px;--most:${most}px`
      },
      svg as Markup
    )
  )

/** The first so many, and how to say that there are more. */
export const atMost = <Item>(
  items: ReadonlyArray<Item>,
  limit: number,
  what: string
): { readonly shown: ReadonlyArray<Item>; readonly note: string } => ({
  shown: items.slice(0, limit),
  note: items.length > limit ? ` The first ${limit} of ${items.length} ${what} are shown.` : ""
})
