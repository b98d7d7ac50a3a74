import type { Funnel } from "@throughline/core"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { inWords, number, percent, plural } from "../text/number.ts"
import type { Drop, Row } from "./rows.ts"

/** How shares are written. */
export const shares: NumberFormat = { style: "percent", decimals: 1 }

/** `412 stop here, 37.9 % (95 % CI …): 120 (29.1 %) → Help`. */
export const dropInWords = ({ largest, loss, next, stopped }: Drop): string => {
  const share = loss === undefined ? "" : `, ${inWords(loss, shares)}`
  const went = next.map((one) => `${number(one.count, 0)} (${percent(one.share, 1)}) → ${one.name}`)
  const list = went.length === 0 ? "" : `: ${went.join(", ")}`
  return `${largest ? "the largest loss, " : ""}${number(stopped, 0)} stop here${share}${list}`
}

/** What a bar stands for. */
export const rowInWords = ({ fromFirst, fromPrevious, name, reached }: Row, place: number): string => {
  const of = place === 0 ? "of all cases" : "of the step before"
  const previous = fromPrevious === undefined ? "" : `, ${inWords(fromPrevious, shares)} ${of}`
  const first = fromFirst === undefined || place < 2 ? "" : `, ${inWords(fromFirst, shares)} of the first step`
  return `${name}: ${number(reached, 0)} reached it${previous}${first}`
}

/** Everything the chart says, in words. */
export const describe = (rows: ReadonlyArray<Row>): string => {
  const facts = rows.map((row, i) => {
    const drop = row.drop === undefined ? "" : `; ${dropInWords(row.drop)}`
    return `${rowInWords(row, i)}${drop}`
  })
  return `A funnel of ${plural(rows.length, "step")}. ${facts.join(". ")}.`
}

const some = (count: number, words: string): ReadonlyArray<string> =>
  count > 0 && count <= 1e15 ? [`${number(count, 0)} ${words}`] : []

/** Who is counted and who is not. */
export const casesInWords = ({ excluded, n, steps }: Funnel.Funnel): string => {
  const never = n - (steps[0]?.reached ?? 0)
  return [
    plural(n, "case"),
    ...some(never, "never came to the first step"),
    ...some(excluded.missing, "without a known path left out"),
    ...some(excluded.invalid, "invalid left out")
  ].join(", ")
}
