import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { describe, expect, it } from "vitest"
import { counting, saying } from "../src/topics/counting.ts"
import { writeRows } from "../src/topics/writeRows.ts"

const said = async <A>(effect: Effect.Effect<A, never>) => {
  const [log, error]: [Array<string>, Array<string>] = [[], []]
  const captured: Console.Console = {
    ...globalThis.console,
    log: (text: string) => void log.push(`${text}\n`),
    error: (text: string) => void error.push(text)
  }
  const result = await Effect.runPromise(Effect.provideService(effect, Console.Console, captured))
  return { result, log, error }
}

describe("counting", () => {
  const through = (texts: number, isTTY: boolean, length = 4096) => {
    const written: Array<string> = []
    const stream = Stream.range(1, texts).pipe(Stream.rechunk(length))
    const counted = counting("Read", { isTTY, write: (text) => written.push(text) })(stream)
    return said(Effect.map(Stream.runCount(counted), (count) => ({ count, written })))
  }

  it("writes over one line on a terminal, and clears it", async () => {
    const { error, result } = await through(2500, true, 1000)
    expect(result.count).toBe(2500)
    expect(result.written).toEqual([
      "\r\u001b[KRead 1,000 texts\r",
      "\r\u001b[KRead 2,000 texts\r",
      "\r\u001b[KRead 2,500 texts\r",
      "\r\u001b[K\r"
    ])
    expect(error).toEqual([])
  })

  it("writes a line every 100,000 texts elsewhere", async () => {
    const { error, result } = await through(250_000, false, 30_001)
    expect(result).toEqual({ count: 250_000, written: [] })
    expect(error).toEqual(["Read 100,000 texts", "Read 200,000 texts"])
    expect((await through(99_999, false)).error).toEqual([])
  })

  it("clears the line when the texts fail", async () => {
    const written: Array<string> = []
    const failing = Stream.concat(Stream.make(1), Stream.fail("no"))
    const counted = counting("Read", { isTTY: true, write: (text) => written.push(text) })(failing)
    await Effect.runPromiseExit(Stream.runDrain(counted))
    expect(written.at(-1)).toBe("\r\u001b[K\r")
  })

  it("says that many texts are being worked on, on a terminal until it is done", async () => {
    const written: Array<string> = []
    const write = (text: string) => written.push(text)
    const work = (texts: number, isTTY: boolean) => said(saying("Finding", texts, { isTTY, write })(Effect.succeed(1)))
    expect(await work(100_000, false)).toEqual({ result: 1, log: [], error: ["Finding 100,000 texts"] })
    expect(await work(99_999, false)).toEqual({ result: 1, log: [], error: [] })
    expect(written).toEqual([])
    expect(await work(5, true)).toEqual({ result: 1, log: [], error: [] })
    expect(written).toEqual(["\r\u001b[KFinding 5 texts\r", "\r\u001b[K\r"])
  })
})

describe("writeRows", () => {
  const columns = [{ key: "id" }, { key: "name" }]
  const rows = (count: number) =>
    Array.from({ length: count }, (_, id) => ({ id, name: id % 7 === 0 ? '=1,"\n' : `n${id}` }))
  const written = async (count: number, format: "table" | "json" | "ndjson" | "csv" | "md") => {
    const { log, result } = await said(writeRows(Stream.fromIterable(rows(count)), columns, format))
    return { text: log.join(""), pieces: log.length, result }
  }

  it.each([1, 999, 1000, 1001, 2000, 3500])("gives %i rows in pieces that make one whole", async (count) => {
    const json = await written(count, "json")
    expect(JSON.parse(json.text)).toEqual(rows(count))
    const lines = await written(count, "ndjson")
    const records = lines.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))
    expect(records).toEqual(rows(count))
    const csv = await written(count, "csv")
    expect(csv.text.match(/^id,name\r$/gm)).toHaveLength(1)
    expect(csv.text.match(/^\d+,/gm)).toHaveLength(count)
    expect([json.result, lines.result, csv.result]).toEqual([count, count, count])
    expect(json.pieces).toBe(Math.ceil(count / 1000))
  })

  it.each(["table", "md"] as const)("aligns a %s by a thousand rows", async (format) => {
    const { text } = await written(2001, format)
    expect(text.match(/^\|? *id/gm)).toHaveLength(3)
  })

  it("writes nothing for nothing", async () => {
    expect(await written(0, "json")).toEqual({ text: "", pieces: 0, result: 0 })
  })
})
