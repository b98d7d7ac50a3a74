import type { DirectlyFollowsMap } from "../directly-follows/DirectlyFollowsMap.ts"
import type { Flow } from "../directly-follows/order.ts"
import { shownOf } from "../directly-follows/shown.ts"
import { label, title } from "./label.ts"

/**
 * Which touchpoint directly follows which, as text for a Mermaid flowchart: what `directlyFollowsMap` draws. Ways back are
 * dotted; each line says how often and which share of those who were there. Of more than 40 edges the most frequent are there.
 *
 * Names are escaped, so that they stay text: Mermaid's Markdown, entities and directives included.
 *
 * @example
 * ```ts import.meta.vitest
 * import { DirectlyFollows, Tally } from "@throughline/core"
 * import { mermaidDirectlyFollows } from "./mermaidDirectlyFollows.ts"
 *
 * const steps = [{ to: "search" }, { from: "search", to: "cart" }, { from: "cart" }]
 * const graph = DirectlyFollows.fromTally(Tally.from(steps, { by: ["from", "to"] }))
 * const text = graph._tag === "DirectlyFollows" ? mermaidDirectlyFollows({ title: "Straight on", subtitle: "", graph }) : ""
 * text.includes('  t0 -->|"1 · 100\u00a0%"| t1\n') // => true
 * ```
 */
export const mermaidDirectlyFollows = (input: DirectlyFollowsMap): string => {
  const { back, flows, named, order, texts } = shownOf(input)
  const ids = new Map(order.map((id, i) => [id, `t${i}`]))
  const box = (id: string): string => {
    const { facts = [], name = id } = named.get(id) ?? {}
    return `  ${ids.get(id)}["${[name, ...facts].map(label).join("<br/>")}"]`
  }
  const arrow = (flow: Flow): string => {
    const line = back.includes(flow) ? "-.->" : "-->"
    return `  ${ids.get(flow.from)} ${line}|"${texts.get(flow) ?? ""}"| ${ids.get(flow.to)}`
  }
  const lines = ["---", `title: ${title(input.title)}`, "---", "flowchart TD", ...order.map(box), ...flows.map(arrow)]
  return `${lines.join("\n")}\n`
}
