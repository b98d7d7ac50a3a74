import { type Deviations, estimate, insufficientData, type Measured } from "@throughline/core"
import { describe, expect, test } from "vitest"
import { type JourneyMap, type JourneyTouchpoint, journeyMap, mermaidJourney } from "../src/index.ts"
import { actualRetailer } from "./samples/actualPaths.ts"
import { onlineRetailer } from "./samples/onlineRetailer.ts"
import { parse } from "./svgText.ts"

const around = (value: number, half: number, n = 200): Measured =>
  estimate(value, { low: value - half, high: value + half, level: 0.95, method: "t" }, n)

const touchpoint = (change: Partial<JourneyTouchpoint> = {}): JourneyTouchpoint => ({
  id: "a",
  name: "Delivery",
  stage: "Receive",
  expected: around(4, 0.1),
  experienced: around(3, 0.1),
  gap: around(-1, 0.2),
  ...change
})

const mapOf = (...touchpoints: ReadonlyArray<JourneyTouchpoint>): JourneyMap => ({
  title: "Finding",
  subtitle: "",
  scale: { minimum: 1, maximum: 5 },
  touchpoints
})

const textsOf = (map: JourneyMap): ReadonlyArray<string> => parse(journeyMap(map)).texts.map(({ text }) => text)

/** The solid line of experience: one move for each stretch. */
const moves = (map: JourneyMap): number => {
  const d = /<path d="([^"]*)"[^>]*stroke-width="3.25"/.exec(journeyMap(map))?.[1] ?? ""
  return d.split("M").length - 1
}

const unknown = insufficientData("nobody was asked", 0)

describe("what is not known", () => {
  test("breaks the line and shows a dash that tells why", () => {
    const [a, b] = [touchpoint(), touchpoint({ experienced: unknown, gap: unknown })]
    expect(moves(mapOf(a, a, a, a))).toBe(1)
    expect(moves(mapOf(a, a, b, a, a))).toBe(2)
    expect(moves(mapOf(a, b, a, b, a))).toBe(0)
    const svg = journeyMap(mapOf(a, b, a))
    expect(svg).toContain(">–<title>nobody was asked</title></text>")
  })

  test("is withheld with its reason", () => {
    const svg = journeyMap(mapOf(touchpoint({ gap: { _tag: "Suppressed", minimum: 10, n: 4 } })))
    expect(svg).toContain("<title>withheld: fewer than 10 answers</title>")
  })

  test("has no lane where nothing at all is known", () => {
    const bare = textsOf(mapOf(touchpoint()))
    expect(bare).not.toContain("Pain point")
    expect(bare).not.toContain("NPS")
    expect(bare).not.toContain("Customers")
    const full = textsOf(
      mapOf(touchpoint({ painPoint: { text: "Late", share: 0.4 }, nps: { score: around(20, 5) }, customers: 10 }))
    )
    expect(full).toEqual(expect.arrayContaining(["Pain point", "NPS", "Customers", "40\u00a0%", "+20±5"]))
  })

  test("a map of nothing says so", () => {
    expect(textsOf(mapOf())).toContain("No touchpoints")
  })
})

describe("fewer than 30 answers", () => {
  test("give a hollow point without a label, and the legend says so", () => {
    const small = textsOf(mapOf(touchpoint({ experienced: around(3, 0.5, 29) })))
    expect(small).not.toContain("3.0")
    expect(small).toContain("fewer than 30 answers")
    const enough = textsOf(mapOf(touchpoint({ experienced: around(3, 0.5, 30) })))
    expect(enough).toContain("3.0")
    expect(enough).not.toContain("fewer than 30 answers")
  })
})

describe("the gap", () => {
  test("is a pill only where it is certain and there is room", () => {
    const count = (gap: Measured, experienced = around(3, 0.1)): number =>
      textsOf(mapOf(touchpoint({ gap, experienced }))).filter((text) => text.startsWith("−1.0")).length
    expect(count(around(-1, 0.2))).toBe(2)
    expect(count(around(-1, 1.2))).toBe(1)
    expect(count(around(-1, 0.2, 12))).toBe(1)
    expect(count(around(-1, 0.2), around(3.8, 0.1))).toBe(1)
  })

  test("shows both ends where the interval is not symmetric", () => {
    const gap = estimate(-1, { low: -1.1, high: -0.4, level: 0.95, method: "t" }, 200)
    expect(textsOf(mapOf(touchpoint({ gap })))).toContain("−1.0−1.1 to −0.4")
  })

  test("does not claim that there is no uncertainty", () => {
    expect(textsOf(mapOf(touchpoint({ gap: around(-1, 0.01) })))).toContain("−1.0±<0.1")
  })
})

describe("the axis", () => {
  const axisOf = (scale: JourneyMap["scale"], value: number): ReadonlyArray<string> => {
    const map = { ...mapOf(touchpoint({ expected: around(value, 0.1), experienced: around(value, 0.1) })), scale }
    return parse(journeyMap(map))
      .texts.filter(({ right }) => right < 121 && right > 119)
      .map(({ text }) => text)
  }

  test("has whole points, at least half of the scale, and says where it is cut", () => {
    expect(axisOf({ minimum: 1, maximum: 5 }, 4.5)).toEqual(["5", "4", "3", "axis cut"])
    expect(axisOf({ minimum: 1, maximum: 5 }, 2.5)).toEqual(["5", "4", "3", "2", "axis cut"])
    expect(axisOf({ minimum: 1, maximum: 5 }, 1.2)).toEqual(["5", "4", "3", "2", "1"])
    expect(axisOf({ minimum: 0, maximum: 10 }, 1)).toEqual(["10", "8", "6", "4", "2", "0"])
    expect(axisOf({ minimum: 0, maximum: 100 }, 80)).toEqual(["100", "90", "80", "70", "60", "50", "axis cut"])
    expect(axisOf({ minimum: 1, maximum: 10 }, 2)).toEqual(["10", "8", "6", "4", "2", "1"])
  })
})

test("optional touchpoints do not narrow the river of customers", () => {
  const at = (customers: number, optional = false): JourneyTouchpoint => touchpoint({ customers, optional })
  const texts = textsOf(mapOf(at(1000), at(180, true), at(500)))
  expect(texts).toContain("18\u00a0% reach this")
  expect(texts).toContain("−50\u00a0%")
})

test("only the largest loss of more than 40 % is coloured", () => {
  const at = (customers: number): JourneyTouchpoint => touchpoint({ customers })
  const svg = journeyMap(mapOf(at(1000), at(500), at(200), at(190)), { theme: "light" })
  const coloured = Array.from(svg.matchAll(/<text[^>]*fill="#b83c00"[^>]*>(−\d+)\u00a0%</g), ([, loss]) => loss)
  expect(coloured).toEqual(["−60"])
})

describe("what customers really did", () => {
  const ids = (map: JourneyMap): JourneyMap => ({
    ...map,
    touchpoints: map.touchpoints.map((each, i) => ({ ...each, id: "abcd"[i] ?? "e" }))
  })
  const shop = ids(mapOf(touchpoint(), touchpoint(), touchpoint(), touchpoint()))
  const share = (count: number, n: number) => ({
    ...estimate((100 * count) / n, { low: 0, high: 100, level: 0.95, method: "Wilson" }, n),
    count
  })
  const edge = (from: string, to: string, count: number) => ({ from, to, share: share(count, 100), between: [] })
  const node = (id: string) => ({
    touchpoint: id,
    visits: 100,
    starts: share(0, 100),
    ends: share(7, 100),
    exits: share(7, 100)
  })
  const taken = (...edges: ReadonlyArray<ReturnType<typeof edge>>) => ({
    ...shop,
    paths: { graph: { nodes: ["a", "b", "c", "d"].map(node), edges, steps: 200 } }
  })
  const curves = (map: JourneyMap) =>
    Array.from(
      journeyMap(map).matchAll(/<path d="M[^"]*(?:C|H)[^"]*" fill="none" stroke-width="[^"]*" stroke-opacity="[^"]*"/g)
    )

  test("is drawn above the line where it goes past, below it where it goes back", () => {
    const heights = (map: JourneyMap) =>
      curves(map).map(([d]) => {
        const [, y = "0", control] = /M\S+ (\S+?)(?:H|C\S+ (\S+) )/.exec(d) ?? []
        return Math.sign(Number(control ?? y) - Number(y))
      })
    expect(heights(taken(edge("a", "b", 90)))).toEqual([0])
    expect(heights(taken(edge("a", "c", 90)))).toEqual([-1])
    expect(heights(taken(edge("c", "a", 90)))).toEqual([1])
    expect(heights(taken(edge("c", "c", 90)))).toEqual([1])
  })

  test("leaves hairs out and tells which part of all steps is there", () => {
    const map = taken(edge("a", "b", 100), edge("b", "d", 50), edge("c", "b", 1), edge("a", "elsewhere", 49))
    expect(curves(map)).toHaveLength(2)
    expect(textsOf(map)).toContain("75\u00a0% of steps")
    expect(textsOf(map).filter((text) => text === "7\u00a0% end here")).toHaveLength(4)
  })

  test("has no lane without a step between the touchpoints", () => {
    expect(textsOf(taken(edge("x", "y", 10)))).not.toContain("Paths taken")
    expect(textsOf(shop)).not.toContain("Left the plan")
  })

  test("names how the plan was left, and what is not planned", () => {
    const at = (id: string, kind: Deviations.DeviationKind, count: number) => ({
      touchpoint: id,
      kind,
      reach: share(count, 100)
    })
    const deviations = [
      at("b", "skipped", 20),
      at("c", "unreached", 60),
      at("c", "swapped", 5),
      at("d", "repeated", 0.4),
      at("faq", "added", 9)
    ]
    const map = { ...shop, paths: { graph: { nodes: [], edges: [], steps: 0 }, deviations } }
    const texts = textsOf(map)
    expect(texts).toContain("20\u00a0% skipped it")
    expect(texts).toContain("5\u00a0% out of order")
    expect(texts).toContain("Not planned, yet met by: faq 9\u00a0%")
    expect(texts.join()).not.toMatch(/not reached|once more/)
  })

  test("is in the description", () => {
    const [, words = ""] = /<desc[^>]*>([^<]*)</.exec(journeyMap(actualRetailer)) ?? []
    expect(words).toContain("Steps taken, of those who were there: Search for a product → Website visit 83\u00a0%")
    expect(words).toContain("Left the plan: Website visit")
  })
})

test("the description says everything in words", () => {
  const [, words = ""] = /<desc[^>]*>([^<]*)</.exec(journeyMap(onlineRetailer)) ?? []
  expect(words).toContain("8 touchpoints in 6 stages")
  expect(words).toContain("Delivery (Receive): expected 4.6, experienced 3.3 ±0.12, gap −1.3 ±0.12")
})

test("themes: light and dark carry one set of colours, auto both", () => {
  const [auto, light, dark] = (["auto", "light", "dark"] as const).map((theme) => journeyMap(onlineRetailer, { theme }))
  expect(auto).toContain("prefers-color-scheme:dark")
  expect(auto).toContain('fill="#ffffff"')
  expect(light).not.toContain("<style>")
  expect(light).not.toContain("#0f151c")
  expect(dark).not.toContain("#ffffff")
})

describe("mermaid", () => {
  test("the sample", async () => {
    await expect(mermaidJourney(onlineRetailer)).toMatchFileSnapshot("snapshots/journey.mmd")
  })

  test("names cannot open or close anything", () => {
    const name = 'section x: 5: me\n  title <b>"; %%{init: {}}%% #35;'
    const lines = mermaidJourney(mapOf(touchpoint({ name, stage: name }))).split("\n")
    expect(lines).toHaveLength(5)
    expect(lines[3]).toMatch(/^ {4}“[^:;#%<>"{}]*”: 3: Customer$/)
  })
})
