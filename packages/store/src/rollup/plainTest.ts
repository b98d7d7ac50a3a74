import { passes, type Test, type Value } from "@throughline/core"

const isValue = (value: unknown): value is Value =>
  value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)

const nothing: Test = { kind: "in", values: [] }

/** Two values are the same when their texts are: 0 and −0 are. */
const textOf = (value: Value): string => JSON.stringify(value)

const listOf = (values: ReadonlyArray<Value>): Test => {
  const byText = new Map(values.filter(isValue).map((value) => [textOf(value), value]))
  const texts = [...byText.keys()].sort()
  return { kind: "in", values: texts.map((text) => byText.get(text) ?? null) }
}

/** A bound that leaves something out; `undefined` when it does not. */
const boundOf = (bound: number | undefined, none: number): number | undefined =>
  bound === undefined || Number(bound) === none ? undefined : Number(bound)

const rangeOf = (given: { readonly from: number | undefined; readonly to: number | undefined }): Test => {
  const from = boundOf(given.from, Number.NEGATIVE_INFINITY)
  const to = boundOf(given.to, Number.POSITIVE_INFINITY)
  const some = (from ?? Number.NEGATIVE_INFINITY) < (to ?? Number.POSITIVE_INFINITY)
  return some ? { kind: "range", from, to } : nothing
}

/** The one form of all tests that keep the same values. */
export const plainTest = (test: Test): Test => (test.kind === "in" ? listOf(test.values) : rangeOf(test))

/** Whether two plain tests are the same. */
export const sameTest = (a: Test, b: Test): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Whether a plain test keeps only values that another one keeps. */
export const isWithin = (inner: Test, outer: Test): boolean => {
  if (inner.kind === "in") return inner.values.every((value) => passes(outer, value))
  if (outer.kind === "in") return false
  return (
    (outer.from ?? Number.NEGATIVE_INFINITY) <= (inner.from ?? Number.NEGATIVE_INFINITY) &&
    (inner.to ?? Number.POSITIVE_INFINITY) <= (outer.to ?? Number.POSITIVE_INFINITY)
  )
}
