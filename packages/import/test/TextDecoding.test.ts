import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import type { Encoding } from "../src/index.ts"
import { TextBuffer } from "../src/source/TextBuffer.ts"
import { detectEncoding, textDecoding } from "../src/source/TextDecoding.ts"
import { TextDigest } from "../src/source/TextDigest.ts"

const decode = (bytes: Uint8Array, declared: Encoding | undefined, sizes: ReadonlyArray<number>) => {
  const start = detectEncoding(bytes, declared)
  const decoding = textDecoding(start)
  let text = ""
  for (let at = start.origin, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    text += decoding.push(bytes.subarray(at, at + size))
    at += size
  }
  return { text: text + decoding.end(), decoding }
}

const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 })
const anyBytes = fc.array(
  fc.constantFrom(0x41, 0xc3, 0xa4, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x8e, 0x89, 0xed, 0xa0, 0xff),
  {
    maxLength: 24
  }
)
const marks = /[\uDC80-\uDCFF]/u

describe("decoding", { timeout: 60_000 }, () => {
  it("reads UTF-8 as TextDecoder does, and every byte stands somewhere", () => {
    fc.assert(
      fc.property(anyBytes, sizes, (numbers, some) => {
        const bytes = Uint8Array.from(numbers)
        const { decoding, text } = decode(bytes, undefined, some)
        assert.strictEqual(decoding.byteLength(text, 0, text.length), bytes.length)
        assert.strictEqual(decoding.mark(text) >= 0, !isUtf8(bytes))
        if (!marks.test(text)) assert.strictEqual(text, new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes))
      }),
      { numRuns: 3000, seed: 3 }
    )
  })

  it("reads the same in any pieces", () => {
    const encodings = fc.constantFrom<Encoding>("utf-8", "utf-16le", "utf-16be", "windows-1252")
    fc.assert(
      fc.property(anyBytes, encodings, sizes, (numbers, encoding, some) => {
        const bytes = Uint8Array.from(numbers)
        assert.strictEqual(decode(bytes, encoding, some).text, decode(bytes, encoding, [1000]).text)
      }),
      { numRuns: 2000, seed: 3 }
    )
  })

  it("tells where each character stands in the bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
        const buffer = new TextBuffer(textDecoding({ encoding: "utf-8", origin: 0 }).byteLength, 3)
        buffer.append(text)
        for (const at of [...text].map((_, i) => [...text].slice(0, i).join("").length)) {
          assert.strictEqual(buffer.byteOffset(at), 3 + new TextEncoder().encode(text.slice(0, at)).length)
        }
      }),
      { seed: 3 }
    )
  })

  it("tells the same of long text, whole or damaged", () => {
    const text = "aé€🎉".repeat(20_000)
    for (const damage of ["", "\uDCFF"]) {
      const { byteLength, push } = textDecoding({ encoding: "utf-8", origin: 0 })
      if (damage !== "") push(Uint8Array.of(0xff, 0x41))
      assert.strictEqual(byteLength(text + damage, 0, text.length + damage.length), 200_000 + damage.length)
      assert.strictEqual(byteLength(text + damage, 2, text.length - 3), 200_000 - 3 - 7)
    }
  })

  it("knows text by its digest, in whatever pieces it comes", () => {
    const pieces = fc.array(fc.string({ unit: "binary", maxLength: 9 }), { maxLength: 9 })
    const of = (texts: ReadonlyArray<string>) => {
      const digest = new TextDigest()
      for (const text of texts) digest.add(text, 0, text.length)
      return digest.toString()
    }
    fc.assert(
      fc.property(pieces, (some) => {
        const whole = some.join("")
        assert.strictEqual(of(some), of([whole]))
        assert.notStrictEqual(of([...some, "x"]), of([whole]))
        assert.strictEqual(of(["é".repeat(50_000), ...some]), of(["é".repeat(50_000) + whole]))
      }),
      { seed: 3 }
    )
  })

  it("believes a byte order mark more than the mapping", () => {
    assert.deepStrictEqual(detectEncoding(Uint8Array.of(0xff, 0xfe, 0x41), "windows-1252"), {
      encoding: "utf-16le",
      origin: 2
    })
    assert.deepStrictEqual(detectEncoding(Uint8Array.of(0xef, 0xbb, 0xbf), "windows-1252"), {
      encoding: "utf-8",
      origin: 3
    })
    assert.deepStrictEqual(detectEncoding(Uint8Array.of(0xe4), "iso-8859-1"), { encoding: "iso-8859-1", origin: 0 })
  })

  it("reads windows-1252", () => {
    assert.strictEqual(decode(Uint8Array.of(0x80, 0xe4, 0x93), "windows-1252", [1]).text, "€ä“")
  })
})

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
