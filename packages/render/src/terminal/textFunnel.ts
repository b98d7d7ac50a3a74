import { casesInWords, shares } from "../funnel/describe.ts"
import type { FunnelChart } from "../funnel/FunnelChart.ts"
import { type Drop, type Row, rowsOf } from "../funnel/rows.ts"
import { clean } from "../text/clean.ts"
import { number, percent, range } from "../text/number.ts"
import { bar } from "./bar.ts"
import { displayWidth, fitColumns, pad } from "./displayWidth.ts"
import { barColumns, nameColumns, textOf } from "./lines.ts"

const widthOf = (texts: ReadonlyArray<string>): number => Math.max(0, ...texts.map(displayWidth))

const stepLine = ({ fromPrevious, length, name, reached }: Row, place: number, columns: number): string => {
  const of = place === 0 ? "of all" : "of the one before"
  const share =
    fromPrevious === undefined ? "" : `${percent(fromPrevious.value, 1)} ${of} (${range(fromPrevious, shares)})`
  const shown = pad(fitColumns(name, nameColumns), nameColumns)
  return `${shown}  ${pad(bar(length, barColumns), barColumns)}  ${pad(number(reached, 0), columns, true)}  ${share}`
}

const dropLines = ({ largest, loss, next, stopped }: Drop): ReadonlyArray<string> => {
  const share = loss === undefined ? "" : `, ${percent(loss.value, 1)} (${range(loss, shares)})`
  const columns = widthOf(next.map(({ count }) => number(count, 0)))
  return [
    `  ${largest ? "▼" : "▽"} ${largest ? "the largest loss: " : ""}${number(stopped, 0)} stop here${share}`,
    ...next.map((one) => {
      const to = pad(fitColumns(`    → ${one.name}`, nameColumns), nameColumns)
      return `${to}  ${pad(number(one.count, 0), columns, true)}  ${percent(one.share, 1)}`
    })
  ]
}

/**
 * A funnel as text for a terminal: a bar for each step as long as its share of the first, how many reached it, which share of
 * the step before with its interval, and below it where those went who stopped, the three most frequent.
 *
 * Columns are aligned by display width. Control characters become U+FFFD. A funnel that is not known is a line that tells why.
 *
 * @example
 * ```ts import.meta.vitest
 * import { Funnel } from "@throughline/core"
 * import { textFunnel } from "./textFunnel.ts"
 *
 * const funnel = Funnel.fromPaths([["cart", "paid"], ["cart"]], { steps: ["cart", "paid"] })
 * const [cart, drop] = textFunnel({ title: "", subtitle: "", funnel }).split("\n")
 * cart?.replace(/ +/g, " ") // => "cart ████████████████████████ 2 100.0\u00a0% of all (34.2 to 100.0\u00a0%)"
 * drop // => "  ▼ the largest loss: 1 stop here, 50.0\u00a0% (9.5 to 90.5\u00a0%)"
 * ```
 */
export const textFunnel = (input: FunnelChart): string => {
  const { funnel } = input
  if (funnel._tag !== "Funnel") return textOf(input, [`No funnel: ${clean(funnel.reason)}`])
  const rows = rowsOf(funnel, input.names)
  const columns = widthOf(rows.map(({ reached }) => number(reached, 0)))
  const lines = rows.flatMap((row, i) => [
    stepLine(row, i, columns),
    ...(row.drop === undefined ? [] : dropLines(row.drop))
  ])
  return textOf(input, [...lines, "", casesInWords(funnel), `Steps: ${clean(funnel.definition)}`])
}
