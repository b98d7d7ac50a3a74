import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Result, Stream } from "effect"
import * as fc from "fast-check"
import { describeRejected, Input, type Message, quarantineLine, read } from "../src/index.ts"
import { type PersonalSource, personalSource } from "./personalSources.ts"

const key = Redacted.make("0123456789abcdef")

/** All that a read says, as text: records, rejections, their lines in a quarantine file, and the error. */
const toldOf = async ({ mapping, name, text }: PersonalSource, hashed: boolean) => {
  const messages: Array<Message> = []
  const options = hashed ? { mapping, hashKey: key } : { mapping }
  const reading = Stream.runForEach(read(Input.fromText(name, text), options), (message) =>
    Effect.sync(() => void messages.push(message))
  )
  const result = await Effect.runPromise(Effect.result(reading))
  const rejected = messages.filter((message) => message._tag === "Rejected")
  return {
    imported: messages.filter(({ _tag }) => _tag === "Imported").length,
    told: [
      ...messages.map((message) => JSON.stringify(message)),
      ...rejected.map(describeRejected),
      ...rejected.map((one) => JSON.stringify(quarantineLine(one))),
      Result.isFailure(result) ? result.failure.message : ""
    ].join("\n")
  }
}

const bare = (text: string): string => text.replace(/[^\p{L}\p{N}@]/gu, "").toLowerCase()

describe("by default", { timeout: 60_000 }, () => {
  it("no address, number, card or account survives in a record or message", async () => {
    let given = 0
    const property = fc.asyncProperty(personalSource, fc.boolean(), async (source, hashed) => {
      const { imported, told } = await toldOf(source, hashed)
      given += imported
      for (const secret of source.secrets) {
        assert.isFalse(told.toLowerCase().includes(secret.toLowerCase()), `${secret} in ${told}`)
        assert.isFalse(bare(told).includes(bare(secret)), `${secret} in ${told}`)
      }
    })
    await fc.assert(property, { numRuns: 600 })
    assert.isAbove(given, 100)
  })
})
