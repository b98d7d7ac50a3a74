import { insufficientData, Sources, StepMatrix, Tally } from "@throughline/core"
import { describe, expect, test } from "vitest"
import { stepHeatMap } from "../src/index.ts"
import { hostileSteps, shopSteps, visits } from "./samples/shopVisits.ts"
import { parse } from "./svgText.ts"

const textsOf = (svg: string): ReadonlyArray<string> => parse(svg).texts.map(({ text }) => text)

const hints = (svg: string): ReadonlyArray<string> =>
  Array.from(svg.matchAll(/<g><title>([^<]*)<\/title>/g), ([, text = ""]) => text)

const draw = (paths: ReadonlyArray<ReadonlyArray<string>>, positions = 10): string => {
  const tally = Tally.fromColumns({ columns: { path: paths.map(Sources.pathText) } })
  return stepHeatMap({ title: "", subtitle: "", matrix: StepMatrix.fromTally(tally, { positions }) })
}

describe("step heat map", () => {
  test("says who is where of those still there, and who has ended, of all", () => {
    const svg = stepHeatMap(shopSteps)
    const [second, there] = [visits.map((path) => path[1]), visits.filter((path) => path.length > 1).length]
    const help = second.filter((touchpoint) => touchpoint === "help").length
    expect(
      hints(svg).some((hint) => hint.includes(`Help centre, 2: 5\u00a0%, ${help} of ${there.toLocaleString("en")}, 95`))
    ).toBe(true)
    const ended = `${visits.length - there} of 4,000`
    expect(hints(svg).find((hint) => hint.startsWith("ended before, 2"))).toContain(ended)
    expect(textsOf(svg)).toContain(`n = ${there.toLocaleString("en")}`)
  })

  test("touchpoints beyond forty are one row, with their sum", () => {
    const paths = Array.from({ length: 45 }, (_, i) => [`t${i + 10}`])
    expect(hints(draw(paths))).toContain("5 other touchpoints, 1: 11\u00a0%, 5 of 45")
    expect(textsOf(draw(paths.slice(0, 40))).join()).not.toContain("other touchpoint")
  })

  test("positions beyond twenty are counted in words", () => {
    const long = Array.from({ length: 25 }, () => "a")
    expect(textsOf(draw([long], 25))).toContain("the first 20 of 25 interactions")
    expect(textsOf(draw([long], 25)).filter((text) => text.startsWith("n = "))).toHaveLength(20)
    expect(textsOf(draw([long], 20))).toContain("20 interactions, 1 is the first")
  })

  test("a matrix that is not known tells why", () => {
    const svg = stepHeatMap({ title: "t", subtitle: "s", matrix: insufficientData("no paths", 0) })
    expect(textsOf(svg)).toEqual(["t", "No step matrix: no paths · s"])
  })

  test("hostile names stay in their rows", () => {
    expect(parse(stepHeatMap(hostileSteps)).content).toContain("</style><script>alert(2)</script>")
  })
})
