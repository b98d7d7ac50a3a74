import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { contentHash } from "../src/rows/ContentHash.ts"
import { Digest } from "../src/rows/Digest.ts"
import { CellsRow } from "../src/rows/Row.ts"
import { SeenIds } from "../src/rows/SeenIds.ts"

const digest = (text: string) => new Digest().add(text).close()

const content = (text: string) => digest(text).word

const hash = (positions: ReadonlyArray<number>, cells: ReadonlyArray<string>) =>
  contentHash(positions, new CellsRow(cells))

describe("seen ids", { timeout: 60_000 }, () => {
  it("remember as a map does", () => {
    const visits = fc.array(fc.tuple(fc.nat(3000), fc.nat(1)), { maxLength: 5000, size: "max" })
    const check = (
      seen: SeenIds,
      known: Map<number, readonly [number, number]>,
      id: number,
      says: number,
      at: number
    ) => {
      const { high, low } = digest(`id ${id}`)
      const before = known.get(id)
      const expected = before === undefined ? "new" : before[1] === says ? "same" : "changed"
      assert.strictEqual(seen.see(low, high, content(`content ${says}`), at), expected)
      if (before === undefined) known.set(id, [at, says])
      else assert.strictEqual(seen.line, before[0])
    }
    fc.assert(
      fc.property(visits, (some) => {
        const seen = new SeenIds()
        const known = new Map<number, readonly [number, number]>()
        for (const [i, [id, says]] of some.entries()) check(seen, known, id, says, i + 1)
      }),
      { numRuns: 20, seed: 2 }
    )
  })

  it("remember among many, and tell a changed record from an equal one", () => {
    const seen = new SeenIds()
    const see = (i: number, says: string, line: number) => {
      const { high, low } = digest(`id ${i}`)
      return seen.see(low, high, content(says), line)
    }
    const many = 200_000
    for (let i = 0; i < many; i++) assert.strictEqual(see(i, `content ${i}`, i + 1), "new")
    for (let i = 0; i < many; i += 2) {
      assert.strictEqual(see(i, `content ${i}`, 1), "same")
      assert.strictEqual(seen.line, i + 1)
    }
    let missed = 0
    for (let i = 1; i < many; i += 2) if (see(i, "other", 1) === "same") missed += 1
    assert.isBelow(missed, 12)
  })

  it("let go of lines when there are many, and of nothing else", () => {
    const seen = new SeenIds()
    const see = (i: number, says: number) => seen.see(Math.imul(i, 0x9e3779b1), i, says, i + 1)
    const many = 1_600_000
    for (let i = 0; i < many; i++) if (see(i, i) !== "new") assert.fail(`id ${i} was seen before`)
    for (let i = 0; i < many; i++) if (see(i, i) !== "same") assert.fail(`id ${i} is not known`)
    assert.strictEqual(seen.line, 0)
  })

  it("keep what was said last, when asked to", () => {
    const seen = new SeenIds()
    const { high, low } = digest("id")
    assert.deepStrictEqual(
      ["a", "a", "b", "b", "a"].map((says) => seen.renew(low, high, content(says))),
      [true, false, true, false, true]
    )
  })
})

describe("a hash of content", { timeout: 60_000 }, () => {
  it("has hardly a collision in the bits that are kept, whichever character differs", () => {
    const long = "x".repeat(300)
    const others = Array.from({ length: 300 }, (_, at) => `${long.slice(0, at)}y${long.slice(at + 1)}`)
    const short = Array.from({ length: 10_000 }, (_, i) => `K${i}`)
    const hashes = new Set([long, `${long}x`, ...others, ...short].map((text) => hash([0, 1], ["c1", text])))
    assert.isAbove(hashes.size, 10_300)
  })

  it("tells which cell says it, and leaves the others out", () => {
    assert.notStrictEqual(hash([0, 1], ["a", ""]), hash([0, 1], ["", "a"]))
    assert.notStrictEqual(hash([0], ["a"]), hash([0], ["a\0"]))
    assert.strictEqual(hash([1], ["a", "b"]), hash([1], ["c", "b"]))
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

describe("a digest of parts", { timeout: 60_000 }, () => {
  it("is the same in whatever parts the text comes", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.nat(80), (text, at) => {
        const parts = new Digest().addUnits(text.slice(0, at)).addUnits(text.slice(at)).close()
        assert.strictEqual(parts.toString(), new Digest().addUnits(text).close().toString())
      })
    )
  })
})
