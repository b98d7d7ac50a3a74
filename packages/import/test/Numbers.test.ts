import { assert, describe, it } from "@effect/vitest"
import { Scale } from "@throughline/core"
import * as fc from "fast-check"
import { compileMoney, minorDigits } from "../src/values/Money.ts"
import { compileNumber, compileScore, compileWhole } from "../src/values/Numbers.ts"
import { Problem } from "../src/values/Problem.ts"

const told = (found: number | Problem) => (found instanceof Problem ? found.reason : found)

describe("numbers", () => {
  it("are whole or they are not", () => {
    const whole = compileWhole("a whole number", "check it")
    assert.deepStrictEqual(["9", "-1", "+7", "9.0", "-0"].map(whole), [9, -1, 7, 9, 0])
    for (const text of ["6.5", "9,0", "1e3", "0x9", "", "n/a", "9 ", "١", "Infinity", "1.000.000"]) {
      assert.strictEqual(told(whole(text)), "BadType", text)
    }
    assert.strictEqual(told(whole("9007199254740993")), "OutOfRange")
  })

  it("are read as they are written", () => {
    const german = compileNumber({ decimal: ",", group: "." })
    assert.deepStrictEqual(["1.234,5", "1234,5", "1.234.567", "0,5"].map(german), [1234.5, 1234.5, 1_234_567, 0.5])
    for (const text of ["1.23,5", "12.3456", "1,2,3", ",5", "1 234"]) assert.strictEqual(told(german(text)), "BadType")
  })

  it("are points of a scale, turned round when low is good", () => {
    const scale = Scale.make(1, 7)
    fc.assert(
      fc.property(fc.integer({ min: -2, max: 10 }), (score) => {
        const [straight, reflected] = [false, true].map((turn) => told(compileScore(scale, turn, "r")(String(score))))
        if (Scale.contains(scale, score)) assert.deepStrictEqual([straight, reflected], [score, 8 - score])
        else assert.deepStrictEqual([straight, reflected], ["OutOfRange", "OutOfRange"])
      }),
      { seed: 1 }
    )
  })
})

describe("amounts", () => {
  it("are exact in minor units", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.constantFrom("EUR", "JPY", "KWD", "CLF"), (minor, currency) => {
        const places = minorDigits(currency)
        const digits = String(minor).padStart(places + 1, "0")
        const major = places === 0 ? digits : `${digits.slice(0, -places)},${digits.slice(-places)}`
        assert.strictEqual(compileMoney("major", currency, "k", { decimal: "," })(major), minor)
        assert.strictEqual(
          compileMoney("major", currency, "k", { decimal: "," })(`-${major}`),
          minor === 0 ? 0 : -minor
        )
        assert.strictEqual(compileMoney("minor", currency, "k")(String(minor)), minor)
      }),
      { seed: 1 }
    )
  })

  it("are never rounded", () => {
    const euros = compileMoney("major", "EUR", "k")
    assert.deepStrictEqual(["6.9", "6.990", "6"].map(euros), [690, 699, 600])
    for (const text of ["6.995", "6,99", "€ 6.99", "99999999999999.99"])
      assert.strictEqual(told(euros(text)), "BadType")
  })
})
