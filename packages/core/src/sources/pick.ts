/** The fields of an object that these keys name, as far as it has them. */
export const pick = <Row extends object, const Key extends keyof Row>(
  row: Row,
  keys: ReadonlyArray<Key>
): Pick<Row, Key> => {
  const picked: Partial<Pick<Row, Key>> = {}
  for (const key of keys) {
    if (row[key] !== undefined) picked[key] = row[key]
  }
  return picked as Pick<Row, Key>
}
