const joins = /\p{M}|\p{Emoji_Modifier}|\u200d|\ufe0e|\ufe0f/u
const flag = /^\p{Regional_Indicator}$/u

const pictograph = /\p{Extended_Pictographic}/u

const belongs = (previous: string | undefined, character: string): boolean =>
  previous !== undefined &&
  (joins.test(character) ||
    (previous.endsWith("\u200d") && pictograph.test(character)) ||
    (flag.test(previous) && flag.test(character)))

/** The characters a reader sees: accents, emoji sequences and flags stay whole. */
export const clusters = (text: string): ReadonlyArray<string> => {
  const found: Array<string> = []
  for (const character of text) {
    const previous = found.at(-1)
    if (belongs(previous, character)) found[found.length - 1] = `${previous}${character}`
    else found.push(character)
  }
  return found
}
