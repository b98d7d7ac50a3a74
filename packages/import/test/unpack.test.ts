import { gzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Stream } from "effect"
import * as fc from "fast-check"
import { Input, type Mapping, read } from "../src/index.ts"
import { type ZipFile, zip } from "./zip.ts"

const collected = (input: Input) => Effect.map(Stream.runCollect(input.bytes), (pieces) => Buffer.concat(pieces))
const text = (input: Input) => Effect.runPromise(Effect.map(collected(input), (bytes) => bytes.toString()))
const unpack = (name: string, bytes: Uint8Array, limits: { maxBytes?: number; maxRatio?: number } = {}) =>
  Effect.runPromise(Input.unpack(Input.fromBytes(name, bytes), limits))
const refusal = (bytes: Uint8Array) =>
  Effect.runPromise(Effect.flip(Input.unpack(Input.fromBytes("a.zip", bytes)))).then(({ message }) => message)
const failure = (input: Input) => Effect.runPromise(Effect.flip(collected(input))).then(({ message }) => message)
/** The same bytes in pieces of this size. */
const inPieces = (name: string, bytes: Uint8Array, size: number): Input => ({
  name,
  bytes: Stream.fromIterable(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
  ).pipe(Stream.rechunk(1))
})

const survey = "id,customer,where,at,nps\n1,c1,shop,2026-01-01T00:00:00Z,9\n".repeat(50)

describe("gzip", () => {
  it("is told by its first bytes, not by its name", async () => {
    const [packed] = await unpack("survey.csv", gzipSync(survey))
    assert.strictEqual(packed && (await text(packed)), survey)
    const plain = Input.fromText("survey.csv.gz", survey)
    assert.deepStrictEqual(await Effect.runPromise(Input.unpack(plain)), [plain])
  })

  it("is read in any pieces, of one member or several, with zeros behind", async () => {
    const parts = fc.array(fc.string(), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 1, max: 40 }), fc.nat(20), async (texts, size, zeros) => {
        const bytes = Buffer.concat([...texts.map((part) => gzipSync(part)), Buffer.alloc(zeros)])
        const [input] = await Effect.runPromise(Input.unpack(inPieces("a.gz", bytes, size)))
        assert.strictEqual(input && (await text(input)), texts.join(""))
      })
    )
  })

  it("is cut at any byte: the stream fails, unless the cut is between members", async () => {
    const member = gzipSync(survey)
    const bytes = Buffer.concat([member, member])
    for (let at = 4; at < bytes.length; at++) {
      const [input] = await unpack("a.gz", bytes.subarray(0, at))
      const result = await Effect.runPromise(Effect.result(collected(input ?? assert.fail())))
      assert.strictEqual(Result.isSuccess(result), at === member.length, `cut at ${at}`)
    }
  })

  it("fails on damage in its data, its checksum and behind it", async () => {
    const bytes = gzipSync(survey)
    const checksum = Buffer.from(bytes)
    checksum[bytes.length - 8] = (checksum.at(-8) ?? 0) ^ 1
    for (const damaged of [
      checksum,
      Buffer.concat([bytes, Buffer.from("more")]),
      Buffer.concat([bytes, Buffer.from([0, 1])])
    ]) {
      const [input] = await unpack("a.gz", damaged)
      assert.match(await failure(input ?? assert.fail()), /^a.gz cannot be unpacked/)
    }
  })

  it("stops at the limits", async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000))
    const [grown] = await unpack("bomb.gz", bomb)
    assert.match(await failure(grown ?? assert.fail()), /grows more than 500 times/)
    const [allowed] = await unpack("bomb.gz", bomb, { maxRatio: 2000 })
    assert.strictEqual((await Effect.runPromise(collected(allowed ?? assert.fail()))).length, 20_000_000)
    const [small] = await unpack("survey.gz", gzipSync(survey), { maxBytes: 100 })
    assert.match(await failure(small ?? assert.fail()), /more than 100 bytes come out/)
  })

  it("never ends a read as complete when it is cut", async () => {
    const mapping: Mapping = {
      source: "till",
      format: "csv",
      records: [{ kind: "interactions", id: "id", fields: { customer: "customer", touchpoint: "where", at: "at" } }]
    }
    const bytes = gzipSync(survey)
    const [input] = await unpack("survey.csv.gz", bytes.subarray(0, bytes.length - 4))
    const seen: Array<unknown> = []
    const reading = Stream.runForEach(read(input ?? assert.fail(), { mapping }), (message) =>
      Effect.sync(() => seen.push(message))
    )
    const error = await Effect.runPromise(Effect.flip(reading))
    assert.strictEqual(error._tag, "SourceUnavailable")
    assert.include(seen.at(-1), { _tag: "Summary", complete: false, ending: "cut", input: "survey.csv" })
  })
})

const files: ReadonlyArray<ZipFile> = [
  { path: "2026/", content: "" },
  { path: "2026/survey.csv", content: survey },
  { path: "__MACOSX/2026/._survey.csv", content: "x" },
  { path: "2026/.DS_Store", content: "x" },
  { path: "stored.csv", content: "a,b\n1,2\n", method: 0 },
  { path: "packed.csv.gz", content: gzipSync("a\n1\n") },
  { path: "empty.csv", content: "" }
]

describe("zip", () => {
  it("gives its files one by one, of any order, with or without sizes in their headers", async () => {
    for (const streamed of [false, true]) {
      const inputs = await unpack("exports.zip", zip(files, { streamed }))
      assert.deepStrictEqual(
        inputs.map(({ name }) => name),
        ["survey.csv", "stored.csv", "packed.csv", "empty.csv"]
      )
      assert.deepStrictEqual(await Promise.all(inputs.toReversed().map(text)), ["", "a\n1\n", "a,b\n1,2\n", survey])
      assert.strictEqual(inputs[0]?.size, survey.length)
    }
    assert.deepStrictEqual(await unpack("empty.zip", zip([])), [])
  })

  it("is refused when it is cut anywhere", async () => {
    const bytes = zip(files.slice(0, 3))
    for (let at = 4; at < bytes.length; at++) {
      const result = await Effect.runPromise(
        Effect.result(Input.unpack(Input.fromBytes("a.zip", bytes.subarray(0, at))))
      )
      assert.isTrue(Result.isFailure(result), `cut at ${at}`)
    }
  })

  it("fails while it is read when a file is damaged", async () => {
    const bytes = zip([{ path: "a.csv", content: "a,b\n1,2\n", method: 0 }])
    bytes[40] = (bytes[40] ?? 0) ^ 1
    const [input] = await unpack("a.zip", bytes)
    assert.match(await failure(input ?? assert.fail()), /a.csv cannot be unpacked: its archive is damaged/)
  })

  it("gives no more than a file is said to hold", async () => {
    const [input] = await unpack("a.zip", zip([{ path: "a.csv", content: Buffer.alloc(1_000_000), claimed: 100_000 }]))
    let given = 0
    const { bytes } = input ?? assert.fail()
    const reading = Stream.runForEach(bytes, ({ length }) => Effect.sync(() => (given += length)))
    assert.match((await Effect.runPromise(Effect.flip(reading))).message, /its archive is damaged/)
    assert.isAtMost(given, 100_000)
  })

  it("says why it is refused", async () => {
    const one = { path: "a.csv", content: survey }
    assert.match(await refusal(zip([{ ...one, flags: 1 }])), /encrypted files.*unpack it first/)
    assert.match(await refusal(zip([{ ...one, method: 12 }])), /packed by method 12/)
    assert.match(await refusal(zip([one], { zip64: true })), /zip64/)
    assert.match(await refusal(zip([{ path: "[Content_Types].xml", content: "" }])), /a spreadsheet.*export it as CSV/)
    assert.match(await refusal(zip([one, { ...one, sameAs: 0 }])), /files overlap/)
    assert.match(await refusal(zip([{ path: "bomb.csv", content: Buffer.alloc(20_000_000) }])), /grows more than 500/)
    const input: Input = { name: "stdin", bytes: Stream.make(zip([one])) }
    const { message } = await Effect.runPromise(Effect.flip(Input.unpack(input)))
    assert.match(message, /^stdin is a zip archive.*save it as a file first/)
  })

  it("shows no path and no control characters", async () => {
    const [input] = await unpack("a.zip", zip([{ path: "../etc\\pass\u001b[31m.csv", content: "x" }]))
    assert.strictEqual(input?.name, "pass_[31m.csv")
  })

  it("gives nothing but what was packed, whatever is damaged", async () => {
    const bytes = zip(files)
    const packed = new Set(["", "x", "a\n1\n", "a,b\n1,2\n", survey])
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: bytes.length - 1 }), fc.nat(255), async (at, byte) => {
        const damaged = Uint8Array.from(bytes)
        damaged[at] = byte
        const all = Effect.flatMap(Input.unpack(Input.fromBytes("a.zip", damaged)), (inputs) =>
          Effect.forEach(inputs, collected)
        )
        const result = await Effect.runPromise(Effect.result(all))
        for (const bytes of Result.isSuccess(result) ? result.success : []) assert.isTrue(packed.has(bytes.toString()))
      })
    )
  })
})
