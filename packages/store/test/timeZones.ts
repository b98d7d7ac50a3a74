import type { ChildProcess } from "node:child_process"
import { assert } from "vitest"
import { lines } from "./child.ts"

const printed = async (timeZone: string, start: () => ChildProcess): Promise<ReadonlyArray<string>> => {
  const before = process.env.TZ
  process.env.TZ = timeZone
  const started = start()
  if (before === undefined) delete process.env.TZ
  else process.env.TZ = before
  const found: Array<string> = []
  for await (const line of lines(started)) found.push(line)
  return found
}

/** Processes that print their time zone, then tallies and records, print the same in every time zone. */
export const sameInEveryTimeZone = async (start: () => ChildProcess): Promise<void> => {
  const zones = ["UTC", "Pacific/Apia", "America/New_York"]
  const [utc = [], ...others] = await Promise.all(zones.map((timeZone) => printed(timeZone, start)))
  assert.lengthOf(utc, 5)
  assert.deepStrictEqual([utc[0], ...others.map(([timeZone]) => timeZone)], zones)
  for (const other of others) assert.deepStrictEqual(other.slice(1), utc.slice(1))
}
