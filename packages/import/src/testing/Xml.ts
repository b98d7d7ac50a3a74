import type { Repeatable } from "./Json.ts"

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text)

/** What can be repeated in XML in UTF-8: all from the first element of a name to the last. */
export const repeatableElements = (bytes: Uint8Array, element: string): Repeatable => {
  const text = new TextDecoder().decode(bytes)
  const from = text.search(new RegExp(`<${element}[\\s>]`))
  const end = `</${element}>`
  const to = text.lastIndexOf(end) + end.length
  return {
    head: encoded(text.slice(0, from)),
    body: encoded(text.slice(from, to)),
    between: new Uint8Array(),
    tail: encoded(text.slice(to))
  }
}
