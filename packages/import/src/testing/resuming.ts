import { assert, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Cursor } from "../contract/Cursor.ts"
import type { PlainMessage } from "./Outcome.ts"
import { patience, type Trial } from "./Trial.ts"

const asJson = Schema.fromJsonString(Cursor)
const keptCursor = (cursor: Cursor): Cursor => Schema.decodeSync(asJson)(Schema.encodeSync(asJson)(cursor))

/** A read that stops at a checkpoint and is taken up again there gives what one read gives. */
export const resuming = <Mapping>({ bytes, read }: Trial<Mapping>): void => {
  it(
    "goes on at every checkpoint as if it had never stopped",
    async () => {
      const usual = await read(bytes)
      const records = usual.summary?.counts.read ?? 0
      const checkpointEvery = Math.ceil(records / 200) || 1
      const whole = await read(bytes, { checkpointEvery })
      assert.deepStrictEqual(whole.messages.filter(isNews), usual.messages.filter(isNews))
      const places = whole.messages.flatMap((message, at) =>
        message._tag === "Checkpoint" ? [{ ...message, at }] : []
      )
      assert.isTrue(places.length > 0 || records === 0, "there are checkpoints")
      for (const { at, counts, cursor } of places) {
        assertBetween(whole.messages, at, counts.read)
        const rest = await read(bytes, { checkpointEvery, resume: keptCursor(cursor) })
        assert.deepStrictEqual(rest, { ...whole, messages: whole.messages.slice(at + 1) })
      }
    },
    patience
  )
}

const isNews = ({ _tag }: PlainMessage): boolean => _tag !== "Checkpoint" && _tag !== "Progress"

/** A checkpoint comes behind all that is told of the source records before it, and before all else. */
const assertBetween = (messages: ReadonlyArray<PlainMessage>, at: number, read: number): void => {
  messages.forEach((message, i) => {
    const ordinal = message._tag === "Imported" ? message.ordinal : message._tag === "Rejected" ? message.record : -1
    if (ordinal >= 0) assert.strictEqual(ordinal < read, i < at, `the checkpoint after ${read} source records`)
  })
}
