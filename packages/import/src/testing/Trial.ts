import process from "node:process"
import * as Stream from "effect/Stream"
import type { Importer, ReadOptions } from "../contract/Importer.ts"
import type { Input } from "../contract/Input.ts"
import { bytesOf, type Fixture } from "./Fixture.ts"
import { type Outcome, outcomeOf } from "./Outcome.ts"

/** How hard to try. */
export interface SuiteOptions {
  /** Random damages of each fixture. 500 when not given; 10 000 where the environment says `VERIFY=1`. */
  readonly mutations?: number
  readonly seed?: number
  /**
   * Whether a line of a text fixture can be read without the others, as in delimited text and NDJSON: then any line end
   * reads alike, and no damage makes a line vanish. `true` when not given; `false` for one JSON document.
   */
  readonly lines?: boolean
}

/** One adapter on one fixture. */
export interface Trial<Mapping> {
  readonly adapter: Importer<Mapping>
  readonly fixture: Fixture<Mapping>
  readonly bytes: Uint8Array
  readonly mutations: number
  readonly seed: number
  readonly lines: boolean
  readonly read: Read<Mapping>
}

/** Read bytes in place of the fixture's own. */
export type Read<Mapping> = (bytes: Uint8Array, how?: How<Mapping>) => Promise<Outcome>

/** How bytes are read. */
export interface How<Mapping> extends Partial<ReadOptions<Mapping>> {
  /** Sizes of the pieces that they come in, over and over; one piece when not given. */
  readonly sizes?: ReadonlyArray<number>
  /** How many there should be. */
  readonly size?: number
}

/** Milliseconds for one law on one fixture, on a busy machine. */
export const patience = 600_000

const usualMutations = (): number => (process.env.VERIFY === "1" ? 10_000 : 500)

/** Get ready to try an adapter on a fixture. */
export const trial = <Mapping>(
  adapter: Importer<Mapping>,
  fixture: Fixture<Mapping>,
  { lines = true, mutations = usualMutations(), seed = 1 }: SuiteOptions
): Trial<Mapping> => ({
  adapter,
  fixture,
  bytes: bytesOf(fixture.content),
  mutations,
  seed,
  lines: lines && typeof fixture.content === "string",
  read: (bytes, { size, sizes = [], ...options } = {}) =>
    outcomeOf(adapter, inputOf(fixture.name, bytes, sizes, size), { mapping: fixture.mapping, ...options })
})

const inputOf = (name: string, bytes: Uint8Array, sizes: ReadonlyArray<number>, size?: number): Input => ({
  name,
  ...(size === undefined ? {} : { size }),
  bytes: Stream.suspend(() => Stream.fromIteratorSucceed(pieces(bytes, sizes), 1))
})

const pieces = function* (bytes: Uint8Array, sizes: ReadonlyArray<number>): Generator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? bytes.length
    yield bytes.subarray(at, at + size)
    at += size
  }
}
