/** The most that a document may have of each; more ends the read, so that none takes all memory. */
export const limits = { depth: 1000, names: 10_000, name: 1000, markup: 1_048_576 } as const
