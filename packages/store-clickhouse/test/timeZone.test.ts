import { afterAll, test } from "vitest"
import { child } from "../../store/test/child.ts"
import { sameInEveryTimeZone } from "../../store/test/timeZones.ts"
import { startServer } from "./servers.ts"

const server = await startServer()
afterAll(() => server.stop(), 60_000)

test("tallies and records do not depend on the time zone of the process", () => {
  let databases = 0
  return sameInEveryTimeZone(() =>
    child(new URL("./process/count.ts", import.meta.url), server.url, `time_zone_${++databases}`)
  )
})
