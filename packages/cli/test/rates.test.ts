import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { benjaminiHochberg, RateRatio } from "@throughline/core"
import { afterAll, expect, it } from "vitest"
import { throughline } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "throughline-rates-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const measured = async (text: string) => {
  const path = join(folder, "rates.csv")
  writeFileSync(path, text)
  const columns = ["group=team", "events=contacts", "exposure=customers"].flatMap((each) => ["--column", each])
  const { stdout } = await throughline(["measure", "rate-ratio", path, ...columns, "--format", "json"])
  return JSON.parse(stdout) as ReadonlyArray<Record<string, unknown>>
}

it("rates of groups are held against those of the others, rows of a group added up", async () => {
  const rows = await measured("team,contacts,customers\na,10,40\na,20,60\nb,20,110\nc,9,95.5\n")
  const groups = [
    { events: 30, exposure: 100 },
    { events: 20, exposure: 110 },
    { events: 9, exposure: 95.5 }
  ]
  const results = groups.map((own) => {
    const rest = groups.filter((other) => other !== own)
    const total = { events: 0, exposure: 0 }
    for (const { events, exposure } of rest) {
      total.events += events
      total.exposure += exposure
    }
    return RateRatio.compare(own, total)
  })
  const adjusted = benjaminiHochberg(results.map((result) => (result._tag === "RateRatio" ? result.p : null)))
  expect(rows).toMatchObject(
    results.map((result, i) =>
      result._tag === "RateRatio"
        ? { value: result.value, low: result.interval.low, p: result.p, adjusted_p: adjusted[i], n: 59 }
        : {}
    )
  )
  expect(rows[0]).toMatchObject({ group: "a", events: 30, exposure: 100, rate: 0.3 })
})

it("what is no count is reported, and one group has no others", async () => {
  const rows = await measured("team,contacts,customers\na,3,10\na,,10\na,2.5,10\na,many,10\na,1,-4\n")
  expect(rows).toMatchObject([{ value: null, events: 3, exposure: 10, missing: 1, invalid: 3, p: null }])
  expect(await measured("team,contacts,customers\n")).toEqual([])
})
