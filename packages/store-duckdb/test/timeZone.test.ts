import { assert, test } from "vitest"
import { child, lines } from "../../store/test/child.ts"

const countIn = async (timeZone: string): Promise<ReadonlyArray<string>> => {
  process.env.TZ = timeZone
  const printed: Array<string> = []
  for await (const line of lines(child(new URL("./process/count.ts", import.meta.url)))) printed.push(line)
  return printed
}

test("tallies do not depend on the time zone of the process", async () => {
  const before = process.env.TZ
  const [utc = [], apia = [], york = []] = await Promise.all(["UTC", "Pacific/Apia", "America/New_York"].map(countIn))
  if (before === undefined) delete process.env.TZ
  else process.env.TZ = before
  assert.deepStrictEqual([utc[0], apia[0], york[0]], ["UTC", "Pacific/Apia", "America/New_York"])
  assert.lengthOf(utc, 4)
  assert.deepStrictEqual(apia.slice(1), utc.slice(1))
  assert.deepStrictEqual(york.slice(1), utc.slice(1))
})
