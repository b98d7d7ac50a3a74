import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { Digest } from "../src/rows/Digest.ts"
import { SeenIds } from "../src/rows/SeenIds.ts"

const digest = (text: string) => new Digest().add(text).close()

describe("seen ids", { timeout: 60_000 }, () => {
  it("remember as a map does", () => {
    const visits = fc.array(fc.tuple(fc.nat(3000), fc.nat(1)), { maxLength: 5000, size: "max" })
    fc.assert(
      fc.property(visits, (some) => {
        const seen = new SeenIds()
        const known = new Map<number, readonly [number, number]>()
        for (const [i, [id, content]] of some.entries()) {
          const { high, low } = digest(`id ${id}`)
          const found = seen.see(low, high, digest(`content ${content}`), i + 1)
          const [line, said] = known.get(id) ?? [0, content]
          assert.strictEqual(found, said === content ? line : -line)
          if (line === 0) known.set(id, [i + 1, content])
        }
      }),
      { numRuns: 20, seed: 2 }
    )
  })

  it("remember among many, and tell a changed record from an equal one", () => {
    const seen = new SeenIds()
    const see = (i: number, content: string, line: number) => {
      const { high, low } = digest(`id ${i}`)
      return seen.see(low, high, digest(content), line)
    }
    const many = 200_000
    for (let i = 0; i < many; i++) assert.strictEqual(see(i, `content ${i}`, i + 1), 0)
    for (let i = 0; i < many; i++)
      assert.strictEqual(see(i, `content ${i + (i % 2)}`, 1), (i + 1) * (i % 2 === 0 ? 1 : -1))
  })

  it("keep what was said last, when asked to", () => {
    const seen = new SeenIds()
    const { high, low } = digest("id")
    assert.deepStrictEqual(
      ["a", "a", "b", "b", "a"].map((content) => seen.renew(low, high, digest(content))),
      [true, false, true, false, true]
    )
  })

  it("count equal content", () => {
    const seen = new SeenIds()
    assert.deepStrictEqual(
      ["a", "b", "a", "a"].map((text) => seen.count(digest(text))),
      [0, 0, 1, 2]
    )
  })
})

describe("a digest", { timeout: 60_000 }, () => {
  it("has no collision among a hundred thousand short texts", () => {
    const hashes = new Set(Array.from({ length: 100_000 }, (_, i) => digest(`K${i}`).toString()))
    assert.strictEqual(hashes.size, 100_000)
  })

  it("tells long texts apart, whichever character differs", () => {
    for (const length of [31, 32, 33, 100, 1024, 1025]) {
      const text = "x".repeat(length)
      const others = Array.from({ length }, (_, at) => `${text.slice(0, at)}y${text.slice(at + 1)}`)
      const all = [text, `${text}\0`, `${text}x`, text.slice(1), ...others]
      assert.strictEqual(new Set(all.map((each) => digest(each).toString())).size, all.length)
    }
  })

  it("tells where one value ends", () => {
    const pair = (a: string, b: string) => new Digest().add(a).close().add(b).close().toString()
    assert.notStrictEqual(pair("ab", "c"), pair("a", "bc"))
  })
})
