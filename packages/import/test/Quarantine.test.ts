import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Layer, Redacted, Stream } from "effect"
import { Input, Quarantine, quarantine, type Rejected, read } from "../src/index.ts"
import { survey } from "./Fixtures.ts"

const text =
  "id,customer,where,at,nps,sat,status,comment\nR1,anna@example.com,Kasse\nR2,c2,Kasse,2026-01-01T10:00:00Z,11,4,,\n"
const messages = quarantine(read(Input.fromText("s.csv", text), { mapping: survey }))

/** A file that keeps what is written to it. */
const memoryFile = (written: Array<string>, closed: Array<string>) =>
  FileSystem.layerNoop({
    open: (path) =>
      Effect.acquireRelease(
        Effect.succeed({
          writeAll: (bytes: Uint8Array) => Effect.sync(() => void written.push(new TextDecoder().decode(bytes)))
        } as unknown as FileSystem.File),
        () => Effect.sync(() => void closed.push(path))
      )
  })

describe("quarantine", () => {
  it("keeps what was rejected and passes all on", async () => {
    const kept: Array<Rejected> = []
    const passed = await Effect.runPromise(
      Stream.runCollect(messages).pipe(Effect.provide(Quarantine.layerMemory(kept)))
    )
    assert.deepStrictEqual(
      passed.map(({ _tag }) => _tag),
      ["Rejected", "Imported", "Rejected", "Summary"]
    )
    assert.deepStrictEqual(
      kept.map(({ raw, reason }) => [reason, Redacted.value(raw).slice(0, 2)]),
      [
        ["RaggedRow", "R1"],
        ["OutOfRange", "R2"]
      ]
    )
  })

  it("writes a file with rows masked, and closes it", async () => {
    for (const raw of ["masked", "kept"] as const) {
      const written: Array<string> = []
      const closed: Array<string> = []
      const layer = Quarantine.layerFile("q.ndjson", { raw }).pipe(Layer.provide(memoryFile(written, closed)))
      await Effect.runPromise(Stream.runDrain(messages).pipe(Effect.provide(layer)))
      const lines = written
        .join("")
        .trimEnd()
        .split("\n")
        .map((line): { raw: string; message: string } => JSON.parse(line))
      assert.deepStrictEqual(
        lines.map((line) => line.raw)[0],
        raw === "kept" ? "R1,anna@example.com,Kasse" : "x0,xxxx@xxxxxxx.xxx,xxxxx"
      )
      assert.match(lines[1]?.message ?? "", /^s.csv:3 nps: found "11"/)
      assert.deepStrictEqual(closed, ["q.ndjson"])
    }
  })
})

describe("a file as input", () => {
  const bytes = new TextEncoder().encode(text)
  const files = (opened: Array<string>) =>
    FileSystem.layerNoop({
      stat: () => Effect.succeed({ size: BigInt(bytes.length) } as unknown as FileSystem.File.Info),
      stream: (path) => Stream.fromIterable([bytes]).pipe(Stream.ensuring(Effect.sync(() => void opened.push(path))))
    })

  it("is named without its folders", async () => {
    const opened: Array<string> = []
    const program = Effect.gen(function* () {
      const input = yield* Input.fromFile("/home/anna/exports/s.csv")
      return { input, messages: yield* Stream.runCollect(read(input, { mapping: survey })) }
    })
    const { input, messages } = await Effect.runPromise(program.pipe(Effect.provide(files(opened))))
    assert.strictEqual(input.name, "s.csv")
    assert.strictEqual(input.size, bytes.length)
    assert.strictEqual(messages.at(-1)?._tag, "Summary")
    assert.deepStrictEqual(opened, ["/home/anna/exports/s.csv"])
  })

  it("that is not there is an error of its own", async () => {
    const program = Effect.result(Input.fromFile("/x/none.csv")).pipe(Effect.provide(FileSystem.layerNoop({})))
    const result = await Effect.runPromise(program)
    assert.isTrue(
      result._tag === "Failure" &&
        result.failure._tag === "SourceUnavailable" &&
        !result.failure.message.includes("/x/")
    )
  })
})
