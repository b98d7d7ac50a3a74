import fc from "fast-check"
import { expect, test } from "vitest"
import { between, knots, open, runs } from "../src/svg/curve.ts"
import { spread } from "../src/svg/spread.ts"

const heights = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 2, maxLength: 12 })

test("the curve never passes the data between two points", () => {
  fc.assert(
    fc.property(heights, (ys) => {
      const line = knots(ys.map((y, i) => ({ x: i * 10, y })))
      line.slice(1).forEach((to, i) => {
        const from = line[i]
        if (from === undefined) return
        const controls = [from.y, from.y + (from.slope * 10) / 3, to.y - (to.slope * 10) / 3, to.y] as const
        for (let t = 0; t <= 1; t += 0.05) {
          const [a, b, c, d] = controls
          const y = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d
          expect(y).toBeGreaterThanOrEqual(Math.min(from.y, to.y) - 1e-6)
          expect(y).toBeLessThanOrEqual(Math.max(from.y, to.y) + 1e-6)
        }
      })
    })
  )
})

test("Steffen's slopes: flat at a peak, the parabola's where it is gentle, straight at the ends", () => {
  const slopes = (ys: ReadonlyArray<number>) => knots(ys.map((y, x) => ({ x, y }))).map(({ slope }) => slope)
  expect(slopes([0, 2, 1])).toEqual([2, 0, -1])
  expect(slopes([0, 1, 3])).toEqual([1, 1.5, 2])
  expect(slopes([0, 1, 10])).toEqual([1, 2, 9])
  expect(slopes([4])).toEqual([0])
})

test("paths", () => {
  const line = knots([
    { x: 0, y: 0 },
    { x: 3, y: 3 }
  ])
  expect(open(line)).toBe("M0 0C1 1 2 2 3 3")
  expect(between(line, line)).toBe("M0 0C1 1 2 2 3 3L3 3C2 2 1 1 0 0Z")
  expect(open([])).toBe("")
})

test("runs without a hole", () => {
  expect(runs([true, true, false, true, false, false, true, true])).toEqual([[0, 1], [3], [6, 7]])
  expect(runs([])).toEqual([])
})

test("names are spread apart where there is room, in their order", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 8 }), (ys) => {
      const placed = spread(ys, 36, 0, 300)
      const sorted = [...placed].sort((a, b) => a - b)
      sorted.slice(1).forEach((y, i) => {
        expect(y - (sorted[i] ?? 0)).toBeGreaterThanOrEqual(36 - 1e-9)
      })
      for (const y of placed) {
        expect(y).toBeGreaterThanOrEqual(0)
        expect(y).toBeLessThanOrEqual(300)
      }
    })
  )
})
