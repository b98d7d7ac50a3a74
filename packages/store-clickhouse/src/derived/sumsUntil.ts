/** What numbers in order are each more than the one before. */
export const differences = (values: string): string =>
  `arrayMap((value, old) -> value - old, ${values}, arrayPopBack(arrayPushFront(${values}, toInt64(0))))`

/**
 * What changes and when it is asked for, in one order, so that nothing looks at all that was before it: `changes` are tuples of
 * a time, a text that orders those of the same time, and `many` whole numbers; `moments` are times in order.
 */
export const changesAndMoments = (changes: string, moments: string, many: number): string => {
  const numbers = (write: (place: number) => string) => Array.from({ length: many }, (_, i) => `, ${write(i)}`).join("")
  const given = `(tupleElement(each, 1), toUInt8(0), tupleElement(each, 2)${numbers((i) => `tupleElement(each, ${i + 3})`)})`
  const asked = `(moment, toUInt8(1), ''${numbers(() => "toInt64(0)")})`
  return `arraySort(arrayConcat(arrayMap(each -> ${given}, ${changes}), arrayMap(moment -> ${asked}, ${moments})))`
}

/** For each moment what one of the numbers has changed by until then, counted from 1. */
export const sumsUntil = (placed: string, number: number): string => {
  const sums = `arrayCumSum(arrayMap(each -> tupleElement(each, ${number + 3}), ${placed}))`
  return `arrayFilter((sum, each) -> tupleElement(each, 2) = 1, ${sums}, ${placed})`
}
