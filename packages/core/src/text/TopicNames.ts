import type { TopicTerm } from "./TopicModel.ts"

/** Terms in a name. */
const nameTerms = 3

/** The name that terms give: the first three; empty without any. */
export const nameOf = (terms: ReadonlyArray<TopicTerm>): string =>
  terms
    .slice(0, nameTerms)
    .map(({ term }) => term)
    .join(", ")

/** A name for as long as all of it is among the terms that tell the topic now, so that it changes only when its evidence does. */
export const keptName = (name: string, terms: ReadonlyArray<TopicTerm>): string => {
  const current = new Set(terms.map(({ term }) => term))
  const isKept = name !== "" && name.split(", ").every((term) => current.has(term))
  return isKept ? name : nameOf(terms) || name
}
