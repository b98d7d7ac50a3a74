import { estimate, insufficientData } from "@throughline/core"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Box, placeLabels } from "../src/importance-performance/placeLabels.ts"
import { importancePerformanceMap, importancePerformanceTable } from "../src/index.ts"
import { fewAttributes, manyAttributes, noAttributes } from "./samples/attributes.ts"
import { parse } from "./svgText.ts"

const textsOf = (svg: string): ReadonlyArray<string> => parse(svg).texts.map(({ text }) => text)

const hollow = (svg: string): number => svg.match(/<circle[^>]*fill="#ffffff"/g)?.length ?? 0

const around = (value: number) => estimate(value, { low: value - 0.1, high: value + 0.1, level: 0.95, method: "t" }, 50)

const one = (probability: number) => ({
  value: "delivery",
  importance: around(4),
  performance: around(2),
  quadrant: "concentrate here" as const,
  probability,
  diagonal: null
})

const mapOf = (points: ReadonlyArray<ReturnType<typeof one>>) => ({
  title: "",
  subtitle: "",
  map: {
    _tag: "ImportancePerformance" as const,
    definition: "stated importance, crosshair at the means" as const,
    crosshair: { importance: 3, performance: 3 },
    points,
    without: [{ value: "chat", why: insufficientData("one answer has no interval", 1) }]
  }
})

describe("importance and performance", () => {
  test("names the quadrants and every item", () => {
    const texts = textsOf(importancePerformanceMap(fewAttributes))
    for (const name of ["Concentrate here", "Keep up the good work", "Low priority", "Possible overkill"]) {
      expect(texts).toContain(name)
    }
    const { map } = fewAttributes
    const names = map._tag === "ImportancePerformance" ? map.points.map(({ value }) => String(value)) : []
    expect(names).toHaveLength(9)
    expect(names.filter((name) => !texts.some((text) => text.endsWith(name)))).toEqual([])
  })

  test("a point whose quadrant is less probable than its intervals are confident is hollow", () => {
    const drawn = (probability: number): number =>
      hollow(importancePerformanceMap(mapOf([one(probability)]), { theme: "light" }))
    expect(drawn(0.95)).toBe(0)
    expect(drawn(0.94) - drawn(0.95)).toBe(2)
  })

  test("items without a point are told, with why", () => {
    expect(textsOf(importancePerformanceMap(mapOf([one(1)])))).toContain(
      "1 without a point: chat: one answer has no interval"
    )
  })

  test("forty items are all named, beside their point or by a number", () => {
    const texts = textsOf(importancePerformanceMap(manyAttributes))
    const { map } = manyAttributes
    const names = map._tag === "ImportancePerformance" ? map.points.map(({ value }) => String(value)) : []
    expect(names).toHaveLength(40)
    expect(names.filter((name) => !texts.some((text) => text.endsWith(name)))).toEqual([])
    const keys = texts.filter((text) => /^\d+$/.test(text) && Number(text) > 0)
    const listed = texts.filter((text) => /^\d+[A-Z]/.test(text))
    expect(listed.length).toBeGreaterThan(3)
    for (const line of listed) expect(keys).toContain(/^\d+/.exec(line)?.[0])
  })

  test("items beyond 100 are counted in words", () => {
    const svg = importancePerformanceMap(mapOf(Array.from({ length: 103 }, () => one(1))))
    expect(textsOf(svg)).toContain("Not shown: 3 more items.")
  })

  test("a map that is not known tells why", () => {
    expect(parse(importancePerformanceMap(noAttributes)).content).toContain("No map: </title></svg>")
    expect(importancePerformanceTable(noAttributes).rows).toEqual([])
  })

  test("the table has every item, with and without a point", () => {
    const { columns, rows } = importancePerformanceTable(mapOf([one(0.5)]))
    expect(rows.every((row) => row.length === columns.length)).toBe(true)
    expect(rows.map(([name, , , quadrant, probability]) => [name, quadrant, probability])).toEqual([
      ["delivery", "concentrate here", "50\u00a0%"],
      ["chat", "–", "–"]
    ])
  })
})

const plot = { left: 70, right: 800, top: 100, bottom: 570 }

const spots = fc.array(
  fc.record({
    x: fc.oneof(fc.integer({ min: 70, max: 800 }), fc.constant(300)),
    y: fc.oneof(fc.integer({ min: 100, max: 570 }), fc.constant(300)),
    name: fc.string({ maxLength: 30 }),
    rank: fc.nat(3)
  }),
  { maxLength: 60 }
)

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

describe("labels of points", () => {
  test("stand inside the plot, on no other label, and on no point", () => {
    fc.assert(
      fc.property(spots, (points) => {
        const boxes = placeLabels(points, plot).flatMap((placed) => placed?.box ?? [])
        const discs = points.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }))
        boxes.forEach((box, i) => {
          expect(boxes.slice(i + 1).filter((other) => overlap(box, other))).toEqual([])
          expect(discs.filter((disc) => overlap(box, disc))).toEqual([])
          expect(
            box.left >= plot.left && box.right <= plot.right && box.top >= plot.top && box.bottom <= plot.bottom
          ).toBe(true)
        })
      })
    )
  })

  test("every point has one where there is room, forty in one place too", () => {
    const same = Array.from({ length: 40 }, (_, i) => ({
      x: 400,
      y: 300,
      name: `A name of some length, ${i}`,
      rank: 0
    }))
    expect(placeLabels(same, plot).every((placed) => placed !== undefined)).toBe(true)
    const alone = placeLabels([{ x: 75, y: 105, name: "in the corner", rank: 0 }], plot)
    expect(alone[0]?.key).toBeUndefined()
  })

  test("numbers count in the order given, names of low rank come first", () => {
    const crowd = Array.from({ length: 30 }, (_, i) => ({
      x: 400 + (i % 3),
      y: 300,
      name: "Name",
      rank: i === 29 ? 0 : 1
    }))
    const placed = placeLabels(crowd, plot)
    expect(placed[29]?.key).toBeUndefined()
    const keys = placed.flatMap((each) => each?.key ?? [])
    expect(keys).toEqual(keys.map((_, i) => i + 1))
  })
})
