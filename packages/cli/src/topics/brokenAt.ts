/** What a JSON parser says of a text; empty when nothing is wrong. */
const complaint = (text: string): string => {
  try {
    JSON.parse(text)
    return ""
  } catch (error) {
    return error instanceof Error ? error.message : ""
  }
}

/** A token that cannot stand there is told without its place: it ends the shortest beginning with such a token. */
const unexpected = (text: string): boolean => complaint(text).startsWith("Unexpected token")

const tokenAt = (text: string): number => {
  let [fine, broken] = [0, text.length]
  while (fine + 1 < broken) {
    const half = (fine + broken) >> 1
    if (unexpected(text.slice(0, half))) broken = half
    else fine = half
  }
  return fine
}

/** The line in which a text stops being JSON, in words; empty where the engine does not tell. */
export const brokenAt = (text: string): string => {
  const told = / at position (\d+)/.exec(complaint(text))?.[1]
  if (told === undefined && !unexpected(text)) return ""
  const place = told === undefined ? tokenAt(text) : Number(told)
  return ` from line ${text.slice(0, place).split("\n").length} on`
}
