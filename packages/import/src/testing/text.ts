import { assert, it } from "@effect/vitest"
import { bytesOf } from "./Fixture.ts"
import { recordsBut } from "./Laws.ts"
import type { Outcome } from "./Outcome.ts"
import type { Trial } from "./Trial.ts"

/** Text is the same in any encoding that its byte order mark tells, and with any line end. */
export const text = <Mapping>({ fixture: { content }, lines, read }: Trial<Mapping>): void => {
  if (typeof content !== "string") return
  it("reads any encoding with a byte order mark alike", async () => {
    const records = recordsBut(await read(bytesOf(content)), -1)
    for (const encoded of [bytesOf(`\uFEFF${content}`), utf16(`\uFEFF${content}`, 1), utf16(`\uFEFF${content}`, 0)]) {
      assert.deepStrictEqual(recordsBut(await read(encoded), -1), records)
    }
  })

  if (!lines) return
  it("reads any line end alike", async () => {
    const ids = ({ messages }: Outcome) => messages.flatMap((m) => (m._tag === "Imported" ? [m.id] : []))
    const unix = await read(bytesOf(content.replaceAll("\r\n", "\n")))
    for (const end of ["\r\n", "\r"]) {
      const other = await read(bytesOf(content.replaceAll("\r\n", "\n").replaceAll("\n", end)))
      assert.deepStrictEqual(ids(other), ids(unix))
      assert.deepStrictEqual(other.summary?.counts, unix.summary?.counts)
    }
  })
}

const utf16 = (text: string, high: 0 | 1): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2)
  for (let i = 0; i < text.length; i++) {
    bytes[i * 2 + high] = text.charCodeAt(i) >> 8
    bytes[i * 2 + 1 - high] = text.charCodeAt(i) & 0xff
  }
  return bytes
}
