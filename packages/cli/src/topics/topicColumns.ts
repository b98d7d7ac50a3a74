const decimals: Readonly<Record<string, number>> = {
  share: 1,
  similarity: 2,
  expected: 1,
  ratio: 2,
  ratio_low: 2,
  ratio_high: 2,
  moved: 1
}

/** The columns of these names, each with the decimals it is shown with. */
export const topicColumns = (names: ReadonlyArray<string>) =>
  names.map((key) => ({ key, decimals: decimals[key] ?? 0 }))
