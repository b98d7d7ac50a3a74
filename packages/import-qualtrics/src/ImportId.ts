/** What the third header row says of a column. */
export interface ImportId {
  /** The column's own name in the survey: `QID5_TEXT`, `startDate`. Stays when a question is renamed. */
  readonly id: string
  /** The zone that the times of the column are written in. */
  readonly timeZone?: string
}

const longest = 2000

/**
 * A cell of the third header row: JSON as Qualtrics writes it, or the text of a Python dictionary as older exports and
 * scripts have it. `undefined` when it is neither.
 *
 * ```ts import.meta.vitest
 * import { importId } from "./ImportId.ts"
 *
 * importId('{"ImportId":"endDate","timeZone":"America/Denver"}') // => { id: "endDate", timeZone: "America/Denver" }
 * importId("{'ImportId': u'QID3-TEXT'}") // => { id: "QID3-TEXT" }
 * importId('{"choice":"QID3"}') // => undefined
 * ```
 */
export const importId = (cell: string): ImportId | undefined => {
  const text = cell.trim()
  if (text.length > longest || !text.startsWith("{") || !text.endsWith("}")) return undefined
  const found = json(text) ?? python(text)
  const id = found?.get("ImportId")
  if (id === undefined || id === "") return undefined
  const timeZone = found?.get("timeZone")
  return timeZone === undefined ? { id } : { id, timeZone }
}

const json = (text: string): ReadonlyMap<string, string> | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== "object" || value === null) return undefined
    return new Map(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"))
  } catch {
    return undefined
  }
}

const quoted = String.raw`u?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")`

/** `'key': 'value'` and what ends it; a value without quotes is a number, or True, False or None. */
const pair = new RegExp(String.raw`\s*${quoted}\s*:\s*(?:${quoted}|[\w.+-]+)\s*(,|\}$)`, "y")

const python = (text: string): ReadonlyMap<string, string> | undefined => {
  const pairs = new Map<string, string>()
  pair.lastIndex = 1
  for (;;) {
    const found = pair.exec(text)
    if (found === null) return undefined
    const [, key1, key2, value1, value2, end] = found
    pairs.set(unescaped(key1 ?? key2 ?? ""), unescaped(value1 ?? value2 ?? ""))
    if (end !== ",") return pairs
  }
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, "$1")
