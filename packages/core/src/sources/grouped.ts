import { compareText } from "./compareText.ts"

/** Records by a key, the keys in code point order. */
export const grouped = <Record>(
  records: Iterable<Record>,
  key: (record: Record) => string
): ReadonlyArray<readonly [key: string, records: Array<Record>]> => {
  const groups = new Map<string, Array<Record>>()
  for (const record of records) {
    const name = key(record)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [record])
    else group.push(record)
  }
  return [...groups].sort(([a], [b]) => compareText(a, b))
}
