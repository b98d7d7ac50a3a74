/** Interactions in order as arrays: which of them begin a case, and which end one. `at` reads the time of one. */
export const visits = (rows: string, at: (row: string) => string, sessionGap: number | undefined) => {
  const places = `arrayEnumerate(${rows})`
  /** The row before each; the first stands before itself. */
  const before = `arrayPopBack(arrayPushFront(${rows}, ${rows}[1]))`
  const isFirst =
    sessionGap === undefined
      ? `arrayMap(place -> place = 1, ${places})`
      : `arrayMap((row, old, place) -> place = 1 OR ${at("row")} - ${at("old")} > ${sessionGap * 1000}, ${rows}, ${before}, ${places})`
  const lasts =
    sessionGap === undefined
      ? `[${rows}[length(${rows})]]`
      : `arrayFilter((row, is_next_first) -> is_next_first, ${rows}, arrayPushBack(arrayPopFront(${isFirst}), 1))`
  return { before, isFirst, lasts }
}
