import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { estimate, Importance } from "../src/index.ts"

const about = (value: number, margin: number) =>
  estimate(value, { low: value - margin, high: value + margin, level: 0.95, method: "given" }, 100)
const grid = [
  { attribute: "a", stated: about(5, 0.1), derived: about(0.4, 0.01) },
  { attribute: "b", stated: about(1, 0.1), derived: about(0.4, 0.01) },
  { attribute: "c", stated: about(5, 0.1), derived: about(0.1, 0.01) },
  { attribute: "d", stated: about(1, 0.1), derived: about(0.1, 0.01) }
]
const placed = (...given: Parameters<typeof Importance.quadrants>): Importance.ImportanceQuadrants => {
  const result = Importance.quadrants(...given)
  if (result._tag !== "ImportanceQuadrants") throw new Error(result.reason)
  return result
}

describe("stated against derived importance", () => {
  it("has four quadrants around the means", () => {
    const { attributes, derived, lines, stated } = placed(grid)
    expect([lines, stated, derived]).toEqual(["mean", 3, 0.25])
    expect(attributes.map(({ quadrant }) => quadrant)).toEqual([
      "key driver",
      "hidden driver",
      "expected",
      "low priority"
    ])
    expect(attributes.map(({ possible }) => possible.length)).toEqual([1, 1, 1, 1])
  })

  it("says which quadrants the intervals leave open", () => {
    const open = placed(
      grid.map((each) => ({ ...each, stated: about(each.stated.value, 3), derived: about(each.derived.value, 1) }))
    )
    for (const { possible, quadrant } of open.attributes) {
      expect(possible[0]).toBe(quadrant)
      expect(new Set(possible).size).toBe(4)
    }
    const half = placed([{ attribute: "a", stated: about(3.2, 0.5), derived: about(0.4, 0.1) }], {
      lines: { stated: 3, derived: 0.2 }
    })
    expect(half.attributes[0]?.possible).toEqual(["key driver", "hidden driver"])
  })

  it("does not depend on the order or the units", () => {
    const estimates = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 20 }))
    fc.assert(
      fc.property(fc.array(fc.tuple(estimates, estimates), { minLength: 2, maxLength: 8 }), (list) => {
        const of = (scale: number) =>
          list.map(([x, y], i) => ({
            attribute: `${i}`,
            stated: about(scale * x[0], scale * x[1]),
            derived: about(scale * y[0], scale * y[1])
          }))
        const quadrants = (given: ReadonlyArray<Importance.AttributeImportance>) =>
          Object.fromEntries(placed(given).attributes.map(({ attribute, possible }) => [attribute, possible]))
        expect(quadrants(of(1).toReversed())).toEqual(quadrants(of(1)))
        expect(quadrants(of(4))).toEqual(quadrants(of(1)))
      })
    )
  })

  it("needs two attributes for a mean, each once", () => {
    expect(Importance.quadrants([])).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(Importance.quadrants(grid.slice(0, 1))).toMatchObject({ _tag: "InsufficientData", n: 1 })
    expect(Importance.quadrants([], { lines: { stated: 1, derived: 1 } })._tag).toBe("InsufficientData")
    expect(() => Importance.quadrants([...grid, ...grid])).toThrow(RangeError)
  })
})
