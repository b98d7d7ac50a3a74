import { content, element, join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import type { MethodNote } from "./Report.ts"
import { section } from "./section.ts"

/** Definitions, intervals and corrections used. */
export const drawMethod = (notes: ReadonlyArray<MethodNote> = []): Markup =>
  notes.length === 0
    ? join([])
    : section(
        "method",
        "Method",
        element(
          "dl",
          { class: "method" },
          ...notes.flatMap(({ term, definition }) => [
            element("dt", {}, content(clean(term))),
            element("dd", {}, content(definition))
          ])
        )
      )
