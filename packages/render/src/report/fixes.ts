import { content, element, join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import type { Report } from "./Report.ts"
import { section } from "./section.ts"

/** What to fix first, most urgent first. */
export const drawFixes = ({ fixFirst }: Report): Markup =>
  fixFirst.length === 0
    ? join([])
    : section(
        "fix",
        "What to fix first",
        element(
          "ol",
          { class: "fixes" },
          ...fixFirst.map(({ name, finding, evidence }) =>
            element(
              "li",
              {},
              element("h3", {}, content(clean(name) || "–")),
              element("p", {}, content(finding)),
              element("p", { class: "evidence" }, content(evidence))
            )
          )
        )
      )
