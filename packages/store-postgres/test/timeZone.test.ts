import { afterAll, test } from "vitest"
import { child } from "../../store/test/child.ts"
import { sameInEveryTimeZone } from "../../store/test/timeZones.ts"
import { careless, startServer } from "./server.ts"

const server = await startServer([...careless, "-c", "timezone=Asia/Kathmandu", "-c", "datestyle=SQL, DMY"])
afterAll(() => server.stop(), 60_000)

test("tallies and records depend on no time zone, of the process or the server", () => {
  let schemas = 0
  return sameInEveryTimeZone(() =>
    child(new URL("./process/count.ts", import.meta.url), server.url, `time_zone_${++schemas}`)
  )
})
