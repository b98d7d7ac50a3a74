import { hmac } from "@noble/hashes/hmac.js"
import { sha256 } from "@noble/hashes/sha2.js"
import * as Redacted from "effect/Redacted"

/** Gives a text its hash. */
export type Hash = (text: string) => string

/** A key that can be guessed hides nothing: whoever guesses it finds every address by trying. */
const shortestKey = 16

/** So many hashes are remembered: the same customer comes several times in a row and in the rows around it. */
const remembered = 4096
const signs = "abcdefghijklmnopqrstuvwxyz234567"
const hashSigns = 26
const encoder = new TextEncoder()

/** An address for mail is the same in capitals. */
const plain = (text: string): string => {
  const trimmed = text.trim()
  return trimmed.includes("@") ? trimmed.toLowerCase() : trimmed
}

/** The first 130 bits in base 32 (RFC 4648). */
const base32 = (bytes: Uint8Array): string => {
  let told = ""
  let [bits, held] = [0, 0]
  for (let at = 0; told.length < hashSigns; ) {
    if (held < 5) {
      bits = ((bits << 8) | (bytes[at++] ?? 0)) & 0xfff
      held += 8
    }
    held -= 5
    told += signs[(bits >>> held) & 31]
  }
  return told
}

/**
 * The keyed hash of texts: HMAC-SHA-256 (RFC 2104), its first 130 bits as `h-` and 26 letters and digits. One key gives one
 * text the same hash everywhere, whatever stands around it in white space and, where it holds an `@`, in capitals.
 *
 * ```ts import.meta.vitest
 * import { Redacted } from "effect"
 * import { hashWith } from "./Hash.ts"
 *
 * const hash = hashWith(Redacted.make("a key that only we have"))
 * hash("ana@example.org") // => "h-x7oaema73c5pywgnbbtyzhvfpq"
 * hash(" Ana@Example.org") === hash("ana@example.org") // => true
 * ```
 */
export const hashWith = (key: Redacted.Redacted<string>): Hash => {
  const keyed = hmac.create(sha256, encoder.encode(Redacted.value(key)))
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const hash = `h-${base32(
      keyed
        .clone()
        .update(encoder.encode(plain(text)))
        .digest()
    )}`
    if (known.size >= remembered) known.clear()
    known.set(text, hash)
    return hash
  }
}

/** What is wrong with a key; `undefined` when nothing is. */
export const keyProblem = (key: Redacted.Redacted<string>): string | undefined =>
  Redacted.value(key).length < shortestKey
    ? `at least ${shortestKey} characters, on the command line of THROUGHLINE_HASH_KEY`
    : undefined

const form = /^h-[a-z2-7]{26}$/

/** Whether a text is written as a hash is. */
export const isHash = (text: string): boolean => text.length === hashSigns + 2 && form.test(text)
