import { test } from "vitest"
import { child } from "../../store/test/child.ts"
import { sameInEveryTimeZone } from "../../store/test/timeZones.ts"

test("tallies and records do not depend on the time zone of the process", () =>
  sameInEveryTimeZone(() => child(new URL("./process/count.ts", import.meta.url))))
