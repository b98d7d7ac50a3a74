import { clean } from "../text/clean.ts"
import { heading } from "./heading.ts"
import { join } from "./Markup.ts"
import { notes } from "./notes.ts"
import type { Drawing } from "./picture.ts"
import type { Pen } from "./Theme.ts"

/** A picture of what is not known: its heading, and why there is nothing to draw. */
export const untold = (
  pen: Pen,
  { subtitle, title }: { readonly title: string; readonly subtitle: string },
  why: string,
  width: number
): Drawing => {
  const head = heading(pen, title, subtitle, width - 48, 18)
  const said = notes(pen, [why], 100 + head.extra, width - 48)
  return {
    width,
    height: said.bottom + 8,
    title: clean(title),
    description: why,
    body: join([head.markup, said.markup])
  }
}
