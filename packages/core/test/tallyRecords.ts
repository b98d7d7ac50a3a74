import fc from "fast-check"
import { Dimension } from "../src/index.ts"

/** What a field can hold, hostile text included. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double(),
  fc.boolean(),
  fc.string({ maxLength: 3 }),
  fc.date({ noInvalidDate: false }),
  fc.constantFrom(null, undefined, Number.NaN, -0, 0, Number.POSITIVE_INFINITY, "", "0", "null", "NaN", "true"),
  fc.constantFrom("__proto__", "constructor", "toString", "\ud800", "\udfff\ud800", "\u0000", "a\u0301", "á", '"', "\\")
)

/** A record of three fields and a summed one. */
export interface Sample {
  readonly a: unknown
  readonly b: unknown
  readonly at: Date | null
  readonly amount: number
}

export const samples: fc.Arbitrary<ReadonlyArray<Sample>> = fc.array(
  fc.record({
    a: anyValue,
    b: fc.oneof({ weight: 3, arbitrary: fc.nat(4) }, anyValue),
    at: fc.option(fc.date({ min: new Date(0), max: new Date("2040-01-01"), noInvalidDate: true })),
    amount: fc.integer({ min: -1000, max: 1000 })
  }),
  { maxLength: 40 }
)

/** By two fields and a month, with a sum. */
export const spec = {
  by: ["a", "b", Dimension.period("at", "month", "Europe/Berlin")],
  sums: ["amount"]
} as const
