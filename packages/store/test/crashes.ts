/** What is left of batches when their writer is killed, or the server that it writes to. */
import type { ChildProcess } from "node:child_process"
import { once } from "node:events"
import { Store } from "@throughline/store"
import { visits, visitsByBatch, visitsLeft } from "@throughline/store/testing"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import { assert } from "vitest"
import { lines } from "./child.ts"

/** When to kill: so many acknowledgements after the last kill, and so many milliseconds later. */
interface Moment {
  readonly acknowledged: number
  readonly milliseconds: number
}

/** Moments by a seed, spread over a batch and the next ones (xorshift, 32 bits). */
const moments = (kills: number, seed: number): ReadonlyArray<Moment> => {
  let state = seed
  const next = (below: number): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
  return Array.from({ length: kills }, () => ({ acknowledged: next(3), milliseconds: next(60) }))
}

/** How often a test kills: a few times, or `many` when `FAULTS` is set. */
export const kills = (few: number, many: number): number => (process.env.FAULTS === undefined ? few : many)

export interface Crashes {
  readonly layer: Layer.Layer<Store, unknown>
  /**
   * Start a process that sends batches of so many visits, from `first` to `last`. It prints the number of each batch that
   * was acknowledged, and before it begins the number before the first.
   */
  readonly writer: (first: number, last: number, size: number) => ChildProcess
  readonly kills: number
  readonly seed: number
  /** A batch is whole or absent: otherwise it may be there in part until it is sent again. */
  readonly isWhole: boolean
  /** Kill the server as well, and start it again; without it only the writer is killed. */
  readonly server?: { readonly kill: () => Promise<void>; readonly start: () => Promise<void> }
}

/** Visits of a batch. */
export const size = 2000

/** Send the batches after those that are known, and kill at a moment; gives the last acknowledged. */
const writeUntilKilled = async (
  { server, writer }: Crashes,
  batches: number,
  known: number,
  { acknowledged, milliseconds }: Moment
): Promise<number> => {
  const started = writer(known + 1, batches, size)
  const gone = once(started, "exit")
  let last = known
  let killed: Promise<void> | undefined
  const kill = async () => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    await server?.kill()
    started.kill("SIGKILL")
  }
  for await (const line of lines(started)) {
    last = Number(line)
    if (last >= Math.min(known + acknowledged, batches - 1)) killed ??= kill()
  }
  await Promise.all([gone, killed])
  await server?.start()
  return last
}

/** Every batch up to the last is there with all that the next one left it. */
export const assertWhole = (found: ReadonlyMap<number, number>, last: number): void => {
  for (let batch = 1; batch <= last; batch++)
    assert.strictEqual(found.get(batch), visitsLeft(batch, last, size), `batch ${batch} of ${last}`)
}

/** No visit of an acknowledged batch is missing; it may have moved to the batch after it, which was perhaps not acknowledged. */
export const assertKept = (found: ReadonlyMap<number, number>, acknowledged: number): void => {
  for (let batch = 1; batch <= acknowledged; batch++)
    assert.isAtLeast(found.get(batch) ?? 0, visitsLeft(batch, batch + 1, size), `batch ${batch} of ${acknowledged}`)
}

/**
 * Kill again and again; nothing that was acknowledged is lost, and no batch torn where batches are whole. Then send all
 * batches once more: each visit is there once.
 */
export const survives = async (crashes: Crashes): Promise<void> => {
  const run = <A>(program: Effect.Effect<A, unknown, Store>) =>
    Effect.runPromise(Effect.provide(program, crashes.layer, { local: true }))
  const batches = 8 + 5 * crashes.kills
  let acknowledged = 0
  for (const moment of moments(crashes.kills, crashes.seed)) {
    acknowledged = await writeUntilKilled(crashes, batches, acknowledged, moment)
    const found = await run(visitsByBatch)
    const last = Math.max(0, ...found.keys())
    assert.isAtLeast(last, acknowledged)
    if (crashes.isWhole) assertWhole(found, last)
    else assertKept(found, acknowledged)
  }
  assert.isBelow(acknowledged, batches)
  const resend = Effect.gen(function* () {
    const store = yield* Store
    for (let batch = 1; batch <= batches; batch++) {
      const { alreadyWritten } = yield* store.write(visits(batch, size))
      if (store.capabilities.exactlyOnceBatch && batch <= acknowledged) assert.isTrue(alreadyWritten)
    }
    return yield* visitsByBatch
  })
  const found = await run(resend)
  assert.strictEqual(found.size, batches)
  assertWhole(found, batches)
}
