import { fromField, type Value } from "./Value.ts"

/** From `from` (included) to `to` (not included); either can be left out. */
export interface Range {
  readonly from?: Date | number
  readonly to?: Date | number
}

/** What a field must be: one value, one of several, or in a range. `null` asks for a missing field. */
export type Condition = Value | ReadonlyArray<Value> | Range

/** Which records are counted: every named field meets its condition. */
export type Where<Field extends string = string> = { readonly [F in Field]?: Condition }

/** A condition in its plain form. */
export type Test =
  | { readonly kind: "in"; readonly values: ReadonlyArray<Value> }
  | { readonly kind: "range"; readonly from: number | undefined; readonly to: number | undefined }

const isList = (condition: Condition): condition is ReadonlyArray<Value> => Array.isArray(condition)

const at = (bound: Date | number | undefined): number | undefined => (bound instanceof Date ? bound.getTime() : bound)

/** Read a condition. */
const toTest = (condition: Condition): Test => {
  if (isList(condition)) return { kind: "in", values: condition }
  if (condition === null || typeof condition !== "object") return { kind: "in", values: [condition] }
  return { kind: "range", from: at(condition.from), to: at(condition.to) }
}

/** Whether a field, as a record has it, passes a test. A missing field passes only a list that has `null`. */
export const passes = (test: Test, field: unknown): boolean => {
  const value = fromField(field)
  if (test.kind === "in") return test.values.includes(value)
  if (typeof value !== "number") return false
  return (test.from === undefined || value >= test.from) && (test.to === undefined || value < test.to)
}

/** The fields and tests of a filter, in the order they were written. */
export const toTests = (where: Where): ReadonlyArray<readonly [field: string, test: Test]> =>
  Object.entries(where).flatMap(([field, condition]) =>
    condition === undefined ? [] : [[field, toTest(condition)] as const]
  )

/** A predicate over records. */
export const matcher = (where: Where): ((record: object) => boolean) => {
  const tests = toTests(where)
  return (record) => tests.every(([field, test]) => passes(test, Reflect.get(record, field)))
}
