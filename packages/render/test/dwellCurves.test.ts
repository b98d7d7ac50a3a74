import { Dwell } from "@throughline/core"
import { describe, expect, test } from "vitest"
import { dwellCurves, dwellTable } from "../src/index.ts"
import { fewStages, hostileStages, manyStages } from "./samples/stays.ts"
import { parse } from "./svgText.ts"

const textsOf = (svg: string): ReadonlyArray<string> => parse(svg).texts.map(({ text }) => text)

const hints = (svg: string): ReadonlyArray<string> =>
  Array.from(svg.matchAll(/<g><title>([^<]*)<\/title>/g), ([, text = ""]) => text)

const draw = (stages: DwellStages): string => dwellCurves({ title: "", subtitle: "", stages })

type DwellStages = ReturnType<typeof Dwell.fromStays>

const moved = (stage: string, ...days: ReadonlyArray<number>) =>
  days.map((each) => ({ stage, days: each, outcome: "moved on" }))

describe("dwell curves", () => {
  test("says when half have gone, with what is known of its interval, and who is still there", () => {
    const still = [5, 5, 5].map((days) => ({ stage: "a", days, outcome: "still there" }))
    const [line = ""] = hints(draw(Dwell.fromStays([...moved("a", 1, 2, 3, 4), ...still])))
    expect(line).toBe("a: half gone after 4 days (95\u00a0% CI 1 or more), 3 of 7 still there")
    const none = hints(draw(Dwell.fromStays([...moved("a", 1), ...still])))
    expect(none[0]).toMatch(/^a: half not gone after \d days?/)
    expect(hints(draw(Dwell.fromStays(still)))[0]).toMatch(/^a: half not gone (yet|after)/)
  })

  test("up to four stages share a plot, more have a panel each", () => {
    const stages = ["a", "b", "c", "d", "e"].flatMap((stage) => moved(stage, 1, 2, 3))
    const together = textsOf(draw(Dwell.fromStays(stages.slice(0, 12))))
    expect(together.filter((text) => text === "100\u00a0%")).toHaveLength(1)
    expect(together).toContain("Stays still followed")
    expect(textsOf(draw(Dwell.fromStays(stages))).filter((text) => text === "100\u00a0%")).toHaveLength(5)
  })

  test("all panels have one axis of time", () => {
    const svg = draw(Dwell.fromStays(["a", "b", "c", "d", "e"].flatMap((stage, i) => moved(stage, 1, 10 * (i + 1)))))
    expect(textsOf(svg).filter((text) => text === "20")).toHaveLength(5)
  })

  test("only stuck stages have the colour and the sign of a warning", () => {
    const svg = dwellCurves(manyStages, { theme: "light" })
    const signs = textsOf(svg).filter((text) => text === "!").length
    const stuck = manyStages.stuck !== undefined && "stuck" in manyStages.stuck ? manyStages.stuck.stuck : []
    expect(stuck).toHaveLength(2)
    expect(signs).toBe(stuck.length + 1)
    expect(textsOf(svg).filter((text) => text.startsWith("stuck: ") && text.includes("expected"))).toHaveLength(2)
    expect(dwellCurves({ ...manyStages, stuck: undefined }, { theme: "light" })).not.toContain("#b83c00")
  })

  test("a plan is a diamond at its days and at the share that may still be there", () => {
    const svg = dwellCurves(fewStages)
    expect(hints(svg).some((hint) => hint.includes("planned: 80\u00a0% within 14 days"))).toBe(true)
    const [x, y] = [70 + (14 / 50) * 540, 92 + 0.8 * 270]
    expect(svg).toContain(`M${Math.round(x * 100) / 100} ${y - 5.5}l5.5 5.5`)
  })

  test("a stage without a curve tells why, alone and among others", () => {
    const [a] = Dwell.fromStays([], { stages: ["a"] })
    expect(textsOf(draw(a ? [a] : []))).toContain("a: no curve: no lifetimes")
    expect(hints(dwellCurves(manyStages)).at(-1)).toBe("renewal: no curve: no lifetimes")
  })

  test("stages beyond 24 are counted in words", () => {
    const stages = Dwell.fromStays(Array.from({ length: 30 }, (_, i) => moved(`s${i + 10}`, 1, 2)).flat())
    expect(textsOf(draw(stages))).toContain("Not shown: 6 more stages, none of them stuck.")
    expect(hints(draw(stages))).toHaveLength(24)
  })

  test("the table has a row for each stage, with the same words", () => {
    const { columns, rows } = dwellTable(manyStages)
    expect(rows).toHaveLength(manyStages.stages.length)
    expect(rows.every((row) => row.length === columns.length)).toBe(true)
    expect(rows[3]?.slice(0, 2)).toEqual(["Wait for the approval of the credit", "120"])
    expect(rows[3]?.at(-1)).toMatch(/^expected: 90\u00a0% within 11 days; 59 past 11 days, 8\.6 expected: stuck$/)
    expect(rows.at(-1)?.[6]).toBe("– (no curve: no lifetimes)")
  })

  test("hostile names stay text", () => {
    expect(parse(dwellCurves(hostileStages)).content).toContain("</style><script>alert(2)</script>")
  })
})
