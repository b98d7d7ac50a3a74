import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

/** Where it is said how far the work has come. */
export interface Terminal {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

/** The error stream, where rows are not. */
export const terminal: Terminal = process.stderr

/** Where there is no terminal, it is said of so many texts each. */
const each = 100_000

const line = (doing: string, count: number): string => `${doing} ${count.toLocaleString("en-US")} texts`

/** Write a line that the next one is written over. */
const over = (terminal: Terminal, text: string): Effect.Effect<void> =>
  Effect.sync(() => void terminal.write(`\r\u001b[K${text}\r`))

const say = (doing: string, count: number, terminal: Terminal): Effect.Effect<void> =>
  terminal.isTTY === true ? over(terminal, line(doing, count)) : Console.error(line(doing, count))

/** Say on the error stream that many texts are being worked on: on a terminal until it is done. */
export const saying =
  (doing: string, count: number, terminal: Terminal) =>
  <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
    if (terminal.isTTY !== true && count < each) return work
    const said = Effect.andThen(say(doing, count, terminal), work)
    return terminal.isTTY === true ? Effect.ensuring(said, over(terminal, "")) : said
  }

/**
 * Say on the error stream how many texts have come through a stream: on a terminal in a line that is written over and
 * cleared at the end, elsewhere in a line every 100,000 texts.
 */
export const counting =
  (doing: string, terminal: Terminal) =>
  <A, E, R>(texts: Stream.Stream<A, E, R>): Stream.Stream<A, E, R> =>
    Stream.suspend(() => {
      let count = 0
      const come = (more: number): Effect.Effect<void> => {
        const before = Math.floor(count / each)
        count += more
        if (terminal.isTTY === true) return say(doing, count, terminal)
        const after = Math.floor(count / each)
        return after > before ? say(doing, after * each, terminal) : Effect.void
      }
      const said = Stream.mapArrayEffect(texts, (some) => Effect.as(come(some.length), some))
      return terminal.isTTY === true ? Stream.ensuring(said, over(terminal, "")) : said
    })
