import { isDeepStrictEqual } from "node:util"

/** One way to get an answer: `run` is timed, `read` brings what it gave into a form that all of them share. */
export interface Candidate<Result = unknown> {
  readonly name: string
  readonly run: () => Result | Promise<Result>
  readonly read: (result: Result) => unknown
}

/** The same question put to us and to others. */
export interface Comparison {
  readonly name: string
  readonly ours: Candidate
  readonly peers: ReadonlyArray<Candidate>
  /** Lets go of what was opened for it. */
  readonly close?: () => Promise<void>
}

/** How long a candidate took: the median of its rounds, in milliseconds. */
export interface Timing {
  readonly name: string
  readonly milliseconds: number
}

/** Keep the result's type between `run` and `read` of one candidate. */
export const candidate = <Result>(
  name: string,
  run: () => Result | Promise<Result>,
  read: (result: Result) => unknown
): Candidate => ({ name, run, read: (result) => read(result as Result) })

/** The middle of some values. */
export const median = (values: ReadonlyArray<number>): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = 0, high = 0] = sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1)
  return (low + high) / 2
}

const timed = async ({ run }: Candidate): Promise<number> => {
  const start = performance.now()
  await run()
  return performance.now() - start
}

/** Run every candidate once, to warm it up and to see that all give the same answer. */
const agree = async ({ name, ours, peers }: Comparison): Promise<void> => {
  const expected = ours.read(await ours.run())
  for (const peer of peers) {
    if (!isDeepStrictEqual(peer.read(await peer.run()), expected)) {
      throw new Error(`${name}: "${peer.name}" gives another answer than "${ours.name}"`)
    }
  }
}

/**
 * Time all candidates in turns, each round in another order, so that a busy machine slows all of them alike.
 *
 * At least three rounds, then as many as fit into the time given.
 */
export const compare = async (comparison: Comparison, seconds: number): Promise<ReadonlyArray<Timing>> => {
  await agree(comparison)
  const candidates = [comparison.ours, ...comparison.peers]
  const times = candidates.map((): Array<number> => [])
  const end = performance.now() + 1000 * seconds
  for (let round = 0; round < 3 || (round < 50 && performance.now() < end); round++) {
    for (let turn = 0; turn < candidates.length; turn++) {
      const index = (round + turn) % candidates.length
      const current = candidates[index]
      if (current !== undefined) times[index]?.push(await timed(current))
    }
  }
  await comparison.close?.()
  return candidates.map(({ name }, i) => ({ name, milliseconds: median(times[i] ?? []) }))
}
