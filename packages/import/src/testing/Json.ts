/** The keys of every object in another order: of a whole document, or of each line that is one. */
export const otherKeys = (bytes: Uint8Array, below: (n: number) => number): Uint8Array => {
  const text = new TextDecoder().decode(bytes)
  const shuffled = (part: string): string => {
    const value = parsed(part)
    return value === undefined ? part : JSON.stringify(withOtherKeys(value, below))
  }
  const whole = shuffled(text)
  return new TextEncoder().encode(whole === text ? text.replace(/[^\r\n]+/g, shuffled) : whole)
}

const parsed = (text: string): object | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

const withOtherKeys = (value: unknown, below: (n: number) => number): unknown => {
  if (Array.isArray(value)) return value.map((each) => withOtherKeys(each, below))
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).map(([key, each]) => [below(1 << 30), key, withOtherKeys(each, below)] as const)
  return Object.fromEntries(entries.toSorted(([a], [b]) => a - b).map(([, key, each]) => [key, each]))
}

/** What can be repeated in JSON, what comes before and behind it, and what stands between. */
export interface Repeatable {
  readonly head: Uint8Array
  readonly body: Uint8Array
  readonly between: Uint8Array
  readonly tail: Uint8Array
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text)

/** All lines; of a document, what its longest list of objects holds. */
export const repeatable = (bytes: Uint8Array): Repeatable => {
  const nothing = new Uint8Array()
  const text = new TextDecoder().decode(bytes)
  const document = parsed(text)
  const list = document === undefined ? [] : longestList(document)
  if (list.length === 0) return { head: nothing, body: encoded(`${text.trimEnd()}\n`), between: nothing, tail: nothing }
  const place = "\u0000place of the list"
  const around = JSON.stringify(document, (_, value: unknown) => (value === list ? place : value))
  const [head = "", tail = ""] = around.split(JSON.stringify(place))
  const body = JSON.stringify(list).slice(1, -1)
  return { head: encoded(`${head}[`), body: encoded(body), between: encoded(","), tail: encoded(`]${tail}`) }
}

const longestList = (value: unknown): ReadonlyArray<unknown> => {
  if (typeof value !== "object" || value === null) return []
  if (Array.isArray(value)) return value.every((each) => typeof each === "object" && each !== null) ? value : []
  return Object.values(value)
    .map(longestList)
    .reduce((longest, list) => (list.length > longest.length ? list : longest), [])
}
