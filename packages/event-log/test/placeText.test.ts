import { Sources } from "@throughline/core"
import type { Mapping } from "@throughline/import"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Journeys, Xes } from "../src/index.ts"
import { placeText } from "../src/placeText.ts"
import { messagesOf } from "./reading.ts"

const day = "2026-01-05T00:00:00.000Z"
const activities = Array.from({ length: 112 }, (_, i) => `step ${(i * 37) % 112}`)

const pathsOf = (interactions: Parameters<typeof Sources.cases>[0]) =>
  Array.from(Sources.cases(interactions), ({ path }) => (path === undefined ? [] : Sources.touchpointsOf(path)))

describe("what has the same time keeps its order", () => {
  it("as the text of places has the order of places", () => {
    const place = fc.oneof(fc.nat(2000), fc.maxSafeNat())
    fc.assert(
      fc.property(place, place, (a, b) => {
        const [x, y] = [placeText(a), placeText(b)]
        expect(x < y).toBe(a < b)
        expect(x === y).toBe(a === b)
      })
    )
  })

  it("in a log, in one trace and in two of one case", async () => {
    const event = (activity: string) =>
      `<event><string key="concept:name" value="${activity}"/><date key="time:timestamp" value="${day}"/></event>`
    const trace = (some: ReadonlyArray<string>) =>
      `<trace><string key="concept:name" value="c"/>${some.map(event).join("")}</trace>`
    const read = async (text: string, ofCase: "case:concept:name" | "#trace") => {
      const mapping: Mapping = {
        source: "log",
        format: "xes",
        records: [
          {
            kind: "interactions",
            id: { columns: [ofCase, "#event"] },
            fields: { customer: "case:concept:name", touchpoint: "concept:name", at: "time:timestamp" }
          }
        ]
      }
      const messages = await messagesOf(Xes.importer, `<log>${text}</log>`, mapping)
      return pathsOf(
        messages.flatMap((each) => (each._tag === "Imported" && each.kind === "interactions" ? [each.record] : []))
      )
    }
    expect(await read(trace(activities), "case:concept:name")).toEqual([activities])
    const traces = Array.from({ length: 14 }, (_, i) => activities.slice(i * 8, i * 8 + 8))
    expect(await read(traces.map(trace).join(""), "#trace")).toEqual([activities])
  })

  it("in a journey drawn elsewhere", () => {
    const touchpoints = activities.map((touchpoint) => ({ touchpoint, at: day }))
    const journey = { id: "j", customer: "c", evidence: { source: "s", kind: "objective" }, touchpoints }
    const read = Journeys.read({ version: "1.0", actual: [journey] })
    expect(read._tag === "Journeys" ? pathsOf(read.interactions) : read).toEqual([activities])
  })
})
