import { clean } from "../text/clean.ts"

/** What Mermaid, its Markdown and its entities read as their own: also lists, rules, directives and addresses. */
const special = /["#;&<>`*_{}[\]|\\~:$@]|%(?=%)|\.(?=\S)|(?<=^\d+)[.)]|^[-+=]/gu

const entity = (character: string): string => `#${character.codePointAt(0)};`

/** What Mermaid reads as its own even as an entity: formulas, icons, line breaks, and its signs for entities. */
const beyond = /\$(?=\$)|:(?=fa-)|\\(?=n)|[ﬂ¶]/gu

const lookalikes: Readonly<Record<string, string>> = {
  "<": "‹",
  ">": "›",
  "&": "＆",
  $: "＄",
  ":": "：",
  "\\": "＼",
  ﬂ: "fl",
  "¶": "⁋"
}

const lookalike = (character: string): string => lookalikes[character] ?? ""

/** Text from anywhere as the label of a Mermaid flowchart: what has a meaning there becomes an entity, or a lookalike. */
export const label = (text: string): string => clean(text).replace(beyond, lookalike).replace(special, entity) || "–"

/** Text from anywhere as the title of a diagram, where Mermaid knows no entities and drops what looks like markup. */
export const title = (text: string): string => JSON.stringify(clean(text).replace(/[<>&ﬂ¶]/gu, lookalike))
