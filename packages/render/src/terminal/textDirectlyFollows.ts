import type { DirectlyFollowsMap } from "../directly-follows/DirectlyFollowsMap.ts"
import { shownOf } from "../directly-follows/shown.ts"
import { bar } from "./bar.ts"
import { fitColumns, pad } from "./displayWidth.ts"
import { barColumns, nameColumns, textOf } from "./lines.ts"

/**
 * Which touchpoint directly follows which, as text for a terminal: what `directlyFollowsMap` draws. Each touchpoint with those
 * that follow it, the most frequent first, a bar as long as they are many, how often, and which share of those who were there;
 * `↩` leads back. Of more than 40 edges the most frequent are there.
 *
 * Columns are aligned by display width. Control characters become U+FFFD.
 *
 * @example
 * ```ts import.meta.vitest
 * import { DirectlyFollows, Tally } from "@throughline/core"
 * import { textDirectlyFollows } from "./textDirectlyFollows.ts"
 *
 * const steps = [{ to: "search" }, { from: "search", to: "cart" }, { from: "cart" }]
 * const graph = DirectlyFollows.fromTally(Tally.from(steps, { by: ["from", "to"] }))
 * const text = graph._tag === "DirectlyFollows" ? textDirectlyFollows({ title: "", subtitle: "", graph }) : ""
 * text.split("\n")[1]?.replace(/ +/g, " ") // => " → cart ████████████████████████ 1 · 100\u00a0%"
 * ```
 */
export const textDirectlyFollows = (input: DirectlyFollowsMap): string => {
  const { back, flows, named, order, texts } = shownOf(input)
  const most = Math.max(1, ...flows.map(({ count }) => count))
  const lines = order.flatMap((id) => {
    const { facts = [], name = id } = named.get(id) ?? {}
    const from = flows.filter((flow) => flow.from === id)
    return [
      `${pad(fitColumns(name, nameColumns), nameColumns)}  ${facts.join(", ")}`,
      ...from.map((flow) => {
        const to = `  ${back.includes(flow) ? "↩" : "→"} ${named.get(flow.to)?.name ?? ""}`
        const length = pad(bar(flow.count / most, barColumns), barColumns)
        return `${pad(fitColumns(to, nameColumns), nameColumns)}  ${length}  ${texts.get(flow) ?? ""}`
      })
    ]
  })
  return textOf(input, lines)
}
