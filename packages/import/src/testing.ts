import process from "node:process"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import * as fc from "fast-check"
import type { Importer } from "./contract/Importer.ts"
import { bytesOf, type Fixture, inputOf, type Outcome, outcomeOf } from "./testing/Fixture.ts"
import {
  assertBalanced,
  assertNothingPersonal,
  assertUniqueIds,
  recordsBut,
  toldBefore,
  untouched
} from "./testing/Laws.ts"
import { lineOf, mutated, seeded } from "./testing/Mutations.ts"

export type { Fixture } from "./testing/Fixture.ts"

/** How hard to try. */
export interface SuiteOptions {
  /** Random damages of each fixture. 500 when not given. */
  readonly mutations?: number
  readonly seed?: number
  /** Text fixtures are one record a line at least, so they are read with other encodings and line ends as well. `true` when not given. */
  readonly lines?: boolean
}

/**
 * The laws of the importer contract, as tests: an adapter that passes on fixtures of its own source can stand in for any
 * other. To be called in a test file of vitest.
 *
 * Counts balance; the same messages for any division into pieces from one byte up, in any run, time zone; damage to one
 * record changes no other; an input that is cut never ends as complete when its size is known, and is never read as
 * something else; random damage leads neither to a crash nor to a record unaccounted for; nothing personal in messages;
 * the source is let go.
 */
export const suite = <Mapping>(
  name: string,
  adapter: Importer<Mapping>,
  fixtures: ReadonlyArray<Fixture<Mapping>>,
  options: SuiteOptions = {}
): void => {
  describe(`${name} keeps the importer contract`, () => {
    for (const fixture of fixtures) describe(fixture.name, () => laws(adapter, fixture, options))
  })
}

const laws = <Mapping>(adapter: Importer<Mapping>, fixture: Fixture<Mapping>, options: SuiteOptions): void => {
  const bytes = bytesOf(fixture.content)
  const of = (some: Uint8Array, sizes: ReadonlyArray<number> = [], size?: number): Promise<Outcome> =>
    outcomeOf(adapter, inputOf(fixture.name, some, sizes, size), fixture.mapping)

  it("accounts for every source record", async () => {
    const whole = await of(bytes)
    assertBalanced(whole)
    assertUniqueIds(whole)
    assert.strictEqual(whole.error, undefined)
  })

  it(
    "gives the same messages in any pieces",
    async () => {
      const whole = await of(bytes)
      assert.deepStrictEqual(await of(bytes, [1]), whole)
      const sizes = fc.array(fc.integer({ min: 1, max: Math.max(2, bytes.length) }), { minLength: 1, maxLength: 8 })
      const property = fc.asyncProperty(sizes, async (some) => assert.deepStrictEqual(await of(bytes, some), whole))
      await fc.assert(property, { numRuns: 25, seed: options.seed ?? 1 })
    },
    patience
  )

  it("gives the same messages again, in any time zone", async () => {
    const whole = await of(bytes)
    const zone = process.env.TZ
    for (const tz of ["UTC", "Pacific/Apia", "America/St_Johns"]) {
      process.env.TZ = tz
      assert.deepStrictEqual(await of(bytes), whole)
    }
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })

  it("changes only the record that is damaged", async () => {
    const whole = await of(bytes)
    for (const { content, ordinal } of fixture.damaged ?? []) {
      const outcome = await of(bytesOf(content))
      assertBalanced(outcome)
      assert.deepStrictEqual(recordsBut(outcome, ordinal), recordsBut(whole, ordinal))
    }
  })

  it("never passes a cut input off as whole", () => cuts(of, bytes), patience)
  it("survives random damage", () => damages(of, bytes, options), patience)

  it(
    "keeps personal data out of messages",
    async () => {
      const personal = fixture.personal ?? []
      assertNothingPersonal(await of(bytes), personal)
      const below = seeded(options.seed ?? 1)
      for (let i = 0; i < 50; i++) assertNothingPersonal(await of(mutated(bytes, below).bytes), personal)
    },
    patience
  )

  it("lets go of the source", () => releases(adapter, fixture, bytes))
  if (typeof fixture.content === "string" && options.lines !== false) readsAnyText(of, fixture.content)
}

/** Milliseconds for one law on one fixture, on a busy machine. */
const patience = 60_000

type Of = (bytes: Uint8Array, sizes?: ReadonlyArray<number>, size?: number) => Promise<Outcome>

/** Up to 400 places to cut. With the size known a cut shows; without, what ends with a line end is a part of the whole. */
const cuts = async (of: Of, bytes: Uint8Array): Promise<void> => {
  const whole = await of(bytes)
  const step = Math.max(1, Math.floor(bytes.length / 400))
  for (let at = 0; at < bytes.length; at += step) {
    const known = await of(bytes.subarray(0, at), [], bytes.length)
    assertBalanced(known)
    assert.isFalse(known.summary?.complete, `cut at ${at}, size known`)
    const unknown = await of(bytes.subarray(0, at))
    assertBalanced(unknown)
    if (unknown.error !== undefined || unknown.summary?.ending !== "terminated") continue
    const part = whole.messages.slice(0, unknown.messages.length)
    assert.deepStrictEqual(unknown.messages, part, `cut at ${at}`)
  }
}

const damages = async (of: Of, bytes: Uint8Array, { mutations = 500, seed = 1 }: SuiteOptions): Promise<void> => {
  const whole = await of(bytes)
  const below = seeded(seed)
  for (let i = 0; i < mutations; i++) {
    const damaged = mutated(bytes, below)
    const outcome = await of(damaged.bytes)
    assertBalanced(outcome)
    if (outcome.error !== undefined) continue
    const line = untouched(whole, lineOf(bytes, damaged.at))
    assert.deepStrictEqual(toldBefore(outcome, line), toldBefore(whole, line), `damage ${i} reaches back`)
  }
}

const releases = async <Mapping>(
  adapter: Importer<Mapping>,
  { mapping, name }: Fixture<Mapping>,
  bytes: Uint8Array
): Promise<void> => {
  let open = 0
  const held = Stream.unwrap(
    Effect.acquireRelease(
      Effect.sync(() => {
        open += 1
        return Stream.concat(Stream.fromIterable([bytes]), Stream.never)
      }),
      () => Effect.sync(() => (open -= 1))
    )
  )
  const input = { name, bytes: held }
  await Effect.runPromise(Stream.runDrain(Stream.take(adapter.read(input, { mapping }), 1)))
  assert.strictEqual(open, 0, "after the first message")
  const stopped = Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(Stream.runDrain(adapter.read(input, { mapping })))
    yield* Effect.yieldNow
    yield* Effect.yieldNow
    yield* Fiber.interrupt(fiber)
  })
  await Effect.runPromise(stopped)
  assert.strictEqual(open, 0, "after an interruption")
}

const readsAnyText = (of: Of, text: string): void => {
  it("reads any encoding with a byte order mark alike", async () => {
    const records = recordsBut(await of(bytesOf(text)), -1)
    for (const encoded of [bytesOf(`\uFEFF${text}`), utf16(`\uFEFF${text}`, 1), utf16(`\uFEFF${text}`, 0)]) {
      assert.deepStrictEqual(recordsBut(await of(encoded), -1), records)
    }
  })

  it("reads any line end alike", async () => {
    const ids = ({ messages }: Outcome) => messages.flatMap((m) => (m._tag === "Imported" ? [m.id] : []))
    const unix = await of(bytesOf(text.replaceAll("\r\n", "\n")))
    for (const end of ["\r\n", "\r"]) {
      const other = await of(bytesOf(text.replaceAll("\r\n", "\n").replaceAll("\n", end)))
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
