import { estimate, insufficientData, type Measured } from "@throughline/core"
import { describe, expect, test } from "vitest"
import { type JourneyMap, type JourneyTouchpoint, journeyMap, mermaidJourney } from "../src/index.ts"
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
