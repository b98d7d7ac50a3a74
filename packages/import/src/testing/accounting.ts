import { assert, it } from "@effect/vitest"
import { assertBalanced, assertNothingPersonal, assertUniqueIds } from "./Laws.ts"
import { mutated, seeded } from "./Mutations.ts"
import type { Outcome } from "./Outcome.ts"
import { patience, type Trial } from "./Trial.ts"

/** Every source record is accounted for, a second run adds nothing, and nothing personal is told. */
export const accounting = <Mapping>({ bytes, fixture, read, seed }: Trial<Mapping>): void => {
  it("accounts for every source record", async () => {
    const whole = await read(bytes)
    assertBalanced(whole)
    assertUniqueIds(whole)
    assert.strictEqual(whole.error, undefined)
  })

  it("adds nothing in a second run", async () => {
    const kept = new Map<string, unknown>()
    keep(kept, await read(bytes))
    const first = new Map(kept)
    keep(kept, await read(bytes))
    assert.deepStrictEqual(kept, first)
  })

  it(
    "keeps personal data out of messages",
    async () => {
      const personal = fixture.personal ?? []
      assertNothingPersonal(await read(bytes), personal)
      const below = seeded(seed)
      for (let i = 0; i < 50; i++) assertNothingPersonal(await read(mutated(bytes, below).bytes), personal)
    },
    patience
  )
}

/** What a store does with messages: a record takes the place of the one of its kind with its id. */
const keep = (kept: Map<string, unknown>, { messages }: Outcome): void => {
  for (const message of messages) {
    if (message._tag === "Imported") kept.set(`${message.kind} ${message.id}`, message.record)
    if (message._tag === "Tombstone") kept.delete(`${message.kind} ${message.id}`)
  }
}
