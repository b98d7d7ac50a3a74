const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", "0": "\0" }

/** A value of the format TabSeparated: `null`, or its text. */
const value = (cell: string): string | null => {
  if (cell === "\\N") return null
  if (!cell.includes("\\")) return cell
  return cell.replaceAll(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter)
}

/** The values of a line of the format TabSeparated. */
export const values = (line: string): ReadonlyArray<string | null> => line.split("\t").map(value)

/** The lines of bytes as they come, cut anywhere: each chunk's whole lines, and at the end that all lines were whole. */
export async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadonlyArray<string>> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
  let rest = ""
  for await (const chunk of chunks) {
    const text = rest + decoder.decode(chunk, { stream: true })
    const end = text.lastIndexOf("\n")
    rest = text.slice(end + 1)
    if (end >= 0) yield text.slice(0, end).split("\n")
  }
  if (rest !== "") throw new Error("The answer ends in the middle of a line")
}
