import { Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { Engine } from "../Engine.ts"
import { type CheckedQuery, invalidQuery } from "../query/CheckedQuery.ts"
import { StoreError } from "../StoreError.ts"
import { countingOf, decodeCounting, encodeCounting, encodeOrigin, queryOf } from "./Counting.ts"
import { type Derivation, derivation } from "./derivation.ts"
import { derive } from "./derive.ts"
import { kindsOf } from "./kindsOf.ts"
import { RollupCache } from "./RollupCache.ts"
import type { RollupKey, RollupReport, Rollups } from "./Rollups.ts"

/** The most groups of a tally that is kept, and the most characters of its text. */
const most = { groups: 1_000_000, characters: 1 << 26 }

const tooLarge = (engine: string, groups: number): StoreError =>
  invalidQuery(
    engine,
    `The tally has ${groups} groups; at most ${most.groups} are kept, of together at most ${most.characters} characters. Count by fewer or coarser dimensions`
  )

/** A tally as it is kept; fails when it is too large. */
export const encodeKept = (engine: string, tally: Tally.Tally): Effect.Effect<string, StoreError> => {
  const groups = tally.counts.length
  const refused = tooLarge(engine, groups)
  if (groups > most.groups) return Effect.fail(refused)
  // Text can be longer than any string.
  return Effect.try({ try: () => Tally.encode(tally), catch: () => refused }).pipe(
    Effect.filterOrFail(
      (text) => text.length <= most.characters,
      () => refused
    )
  )
}

const onlyReads = (engine: string): StoreError =>
  new StoreError({
    reason: "ReadOnly",
    engine,
    retry: "never",
    message: "The store was opened for reading only, so nothing was kept; open it for writing to keep a tally"
  })

/** Text that does not read is as good as none. */
const decodeKept = (text: string): Tally.Tally | undefined => {
  try {
    return Tally.fromJson(JSON.parse(text) as Tally.TallyJson)
  } catch {
    return undefined
  }
}

/** The kept tallies that an answer can be made from, those with the fewest dimensions first, and how it is made. */
const candidates = (keys: ReadonlyArray<RollupKey>, query: CheckedQuery) => {
  const asked = countingOf(query)
  return keys
    .map((key) => ({ key, kept: decodeCounting(key.counting) }))
    .sort((a, b) => a.kept.dimensions.length - b.kept.dimensions.length)
    .flatMap(({ kept, key }): ReadonlyArray<Candidate> => {
      const how = derivation(kept, asked)
      return how === undefined ? [] : [{ key, how }]
    })
}

interface Candidate {
  readonly key: RollupKey
  readonly how: Derivation
}

const between = Schedule.exponential("20 millis").pipe(Schedule.jittered, Schedule.upTo({ times: 5 }))

/** The tallies that an engine keeps, and the answers that are made from them. */
export class KeptTallies {
  private readonly cache = new RollupCache()
  private readonly engine: Pick<Engine, "name" | "tally">
  private readonly rollups: Rollups
  private readonly changed: StoreError

  constructor(engine: Pick<Engine, "name" | "tally">, rollups: Rollups) {
    this.engine = engine
    this.rollups = rollups
    this.changed = new StoreError({
      reason: "Failed",
      engine: engine.name,
      retry: "safe",
      message: "Records were written or erased each time that they were counted, so nothing was kept; try again later"
    })
  }

  /** The answer to a query from a kept tally; `undefined` when no present one is proved to have it. */
  answer(query: CheckedQuery): Effect.Effect<Tally.Tally | undefined, StoreError> {
    return Effect.gen({ self: this }, function* () {
      const origin = encodeOrigin(query.origin)
      const keys = yield* this.rollups.kept(origin)
      this.cache.retain(origin, keys)
      const able = candidates(keys, query)
      if (able.length === 0) return undefined
      const stamp = yield* this.rollups.stamp(kindsOf(query.origin.source))
      for (const { how, key } of able) {
        const kept = key.stamp === stamp ? yield* this.load(key) : undefined
        const answer = kept && derive(kept, how, query)
        if (answer !== undefined) return answer
      }
      return undefined
    })
  }

  /** Count a query and keep its tally. */
  keep(query: CheckedQuery): Effect.Effect<RollupReport, StoreError> {
    const { keep } = this.rollups
    if (keep === undefined) return Effect.fail(onlyReads(this.engine.name))
    return Effect.retry(this.attempt(query, keep), { schedule: between, while: (error) => error === this.changed })
  }

  /** Forget what is held in memory. */
  forget(): void {
    this.cache.clear()
  }

  /** Count, and keep what was counted if nothing was written or erased since before. */
  private attempt(query: CheckedQuery, keep: NonNullable<Rollups["keep"]>): Effect.Effect<RollupReport, StoreError> {
    const kinds = kindsOf(query.origin.source)
    const counting = encodeCounting(countingOf(query))
    return Effect.gen({ self: this }, function* () {
      const stamp = yield* this.rollups.stamp(kinds)
      if (stamp === undefined) return yield* this.changed
      const counted = yield* this.engine.tally(queryOf(query, decodeCounting(counting)))
      const tally = yield* encodeKept(this.engine.name, counted)
      const key = { origin: encodeOrigin(query.origin), counting, stamp }
      if (!(yield* keep({ ...key, kinds, tally }))) return yield* this.changed
      return { groups: counted.counts.length, bytes: new TextEncoder().encode(tally).length }
    })
  }

  private load(key: RollupKey): Effect.Effect<Tally.Tally | undefined, StoreError> {
    const held = this.cache.get(key)
    if (held !== undefined) return Effect.succeed(held)
    return Effect.map(this.rollups.load(key), (text) => {
      const tally = text === undefined ? undefined : decodeKept(text)
      if (tally !== undefined) this.cache.set(key, tally)
      return tally
    })
  }
}
