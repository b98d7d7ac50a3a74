import type { Column } from "./Tally.ts"

/** A column without the values that no group has. */
export const withoutUnused = <Name extends string>(column: Column<Name>): Column<Name> => {
  const used = new Uint8Array(column.values.length)
  for (const code of column.codes) used[code] = 1
  if (!used.includes(0)) return column
  const place = new Uint32Array(used.length)
  const values = column.values.filter((_, code) => used[code] === 1)
  let next = 0
  used.forEach((isUsed, code) => {
    place[code] = next
    next += isUsed
  })
  return { dimension: column.dimension, values, codes: column.codes.map((code) => place[code] ?? 0) }
}
