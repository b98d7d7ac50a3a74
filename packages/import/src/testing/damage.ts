import { assert, it } from "@effect/vitest"
import { unclosed } from "./Delimited.ts"
import { bytesOf } from "./Fixture.ts"
import { assertBalanced, recordsBut, toldBefore, untouched, withoutPlaces } from "./Laws.ts"
import { isQuiet, lineOf, mutated, seeded } from "./Mutations.ts"
import type { Outcome } from "./Outcome.ts"
import { patience, type Trial } from "./Trial.ts"

/** Damage stays where it is, and shows. */
export const damage = <Mapping>(trial: Trial<Mapping>): void => {
  it("changes only the record that is damaged", () => changesOne(trial), patience)
  it("never passes a cut input off as whole", () => cuts(trial), patience)
  it("survives random damage and loses no record", () => mutations(trial), patience)
}

const changesOne = async <Mapping>({ bytes, fixture, read }: Trial<Mapping>): Promise<void> => {
  const whole = await read(bytes)
  for (const { content, ordinal } of fixture.damaged ?? []) {
    const outcome = await read(bytesOf(content))
    assertBalanced(outcome)
    assert.deepStrictEqual(recordsBut(outcome, ordinal), recordsBut(whole, ordinal))
  }
  const { layout } = fixture
  if (typeof layout !== "object" || !("delimiter" in layout)) return
  for (const { damaged, ordinal, without } of unclosed(bytes, layout)) {
    const outcome = await read(damaged)
    assertBalanced(outcome)
    const others = withoutPlaces(await read(without), -1)
    assert.deepStrictEqual(withoutPlaces(outcome, ordinal), others, `a quote that is not closed in ${ordinal}`)
    assert.strictEqual(outcome.summary?.counts.read, whole.summary?.counts.read)
  }
}

/** Up to 400 places to cut. With the size known a cut shows; without, what ends with a line end is a part of the whole. */
const cuts = async <Mapping>({ bytes, read }: Trial<Mapping>): Promise<void> => {
  const whole = await read(bytes)
  const step = Math.max(1, Math.floor(bytes.length / 400))
  for (let at = 0; at < bytes.length; at += step) {
    const known = await read(bytes.subarray(0, at), { size: bytes.length })
    assertBalanced(known)
    assert.isFalse(known.summary?.complete, `cut at ${at}, size known`)
    const unknown = await read(bytes.subarray(0, at))
    assertBalanced(unknown)
    if (unknown.error !== undefined || unknown.summary?.ending !== "terminated") continue
    const part = whole.messages.slice(0, unknown.messages.length)
    assert.deepStrictEqual(unknown.messages, part, `cut at ${at}`)
  }
}

const mutations = async <Mapping>({ bytes, lines, mutations, read, seed }: Trial<Mapping>): Promise<void> => {
  const whole = await read(bytes)
  const below = seeded(seed)
  for (let i = 0; i < mutations; i++) {
    const damaged = mutated(bytes, below)
    const outcome = await read(damaged.bytes)
    assertBalanced(outcome)
    if (outcome.error !== undefined) continue
    const line = untouched(whole, lineOf(bytes, damaged.at))
    assert.deepStrictEqual(toldBefore(outcome, line), toldBefore(whole, line), `damage ${i} reaches back`)
    if (lines && isQuiet(damaged)) assertNoneLost(outcome, whole, i)
  }
}

/** A byte that is part of no syntax was changed or put in: every source record is still one. */
const assertNoneLost = (outcome: Outcome, whole: Outcome, i: number): void => {
  const [after = 0, before = 0] = [outcome.summary?.counts.read, whole.summary?.counts.read]
  assert.isAtLeast(after, before, `damage ${i} loses a record`)
}
