import { clusters } from "./clusters.ts"
import { textWidth } from "./width.ts"

/** The type a text is set in. */
export interface Type {
  readonly size: number
  readonly weight: number
}

/** Text in lines; `cut` when some of it did not fit. */
export interface Lines {
  readonly lines: ReadonlyArray<string>
  readonly cut: boolean
}

const ideographic = /[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]/

/** Cut to one line with an ellipsis, if it is wider than `width`. */
export const ellipsis = (text: string, width: number, { size, weight }: Type): string => {
  if (textWidth(text, size, weight) <= width) return text
  let kept = ""
  for (const cluster of clusters(text)) {
    if (textWidth(`${kept}${cluster}…`, size, weight) > width) break
    kept += cluster
  }
  return `${kept.trimEnd()}…`
}

/** The places where a line may break: after a space, around an ideograph, and anywhere in a word wider than the line. */
const pieces = (text: string, width: number, { size, weight }: Type): ReadonlyArray<string> =>
  text
    .split(/(?<= )/)
    .flatMap((word) =>
      ideographic.test(word) || textWidth(word.trimEnd(), size, weight) > width ? clusters(word) : [word]
    )

const greedy = (text: string, width: number, type: Type): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  for (const piece of pieces(text, width, type)) {
    if (line !== "" && textWidth(`${line}${piece}`.trimEnd(), type.size, type.weight) > width) {
      lines.push(line.trimEnd())
      line = ""
    }
    line += piece
  }
  return line.trim() === "" ? lines : [...lines, line.trimEnd()]
}

/** The smallest width that needs no more lines than the full width, so that lines come out about equally long. */
const balanced = (text: string, width: number, count: number, type: Type): ReadonlyArray<string> => {
  let low = width / count / 2
  let high = width
  for (let i = 0; i < 9; i++) {
    const middle = (low + high) / 2
    if (greedy(text, middle, type).length <= count && !breaksWord(text, middle, width, type)) high = middle
    else low = middle
  }
  return greedy(text, high, type)
}

/** Whether a word that fits `full` is broken at `width`. */
const breaksWord = (text: string, width: number, full: number, { size, weight }: Type): boolean =>
  text.split(" ").some((word) => {
    const room = ideographic.test(word) ? 0 : textWidth(word, size, weight)
    return room > width && room <= full
  })

/** Whether `wrap` would cut this text. */
export const needsCut = (text: string, width: number, count: number, type: Type): boolean =>
  greedy(text, width, type).length > count

/**
 * Break a text into at most `count` balanced lines no wider than `width`. What does not fit is cut with an ellipsis.
 *
 * An empty text is no lines.
 */
export const wrap = (text: string, width: number, count: number, type: Type): Lines => {
  const lines = greedy(text, width, type)
  if (lines.length <= 1) return { lines, cut: false }
  if (lines.length <= count) return { lines: balanced(text, width, lines.length, type), cut: false }
  const kept = lines.slice(0, count - 1)
  const rest = lines.slice(count - 1).join(" ")
  return { lines: [...kept, ellipsis(rest, width, type)], cut: true }
}
