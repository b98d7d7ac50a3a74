import { type JourneyProblem, type Path, problemAt } from "./JourneyProblem.ts"

/** A value at its place. */
export type Placed<A> = readonly [value: A, path: Path]

/** The items of a list, each at its place. */
export const placed = <A>(values: ReadonlyArray<A> | undefined, path: Path): ReadonlyArray<Placed<A>> =>
  (values ?? []).map((value, i) => [value, [...path, i]])

/** What is wrong with ids that were used before. */
export const repeats = (document: unknown, ids: ReadonlyArray<Placed<string>>): ReadonlyArray<JourneyProblem> => {
  const seen = new Set<string>()
  return ids.flatMap(([id, path]) => {
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [problemAt(document, path, "an id that is not used before", "give each an id of its own")]
  })
}

/** The ids of items, each at its place. */
export const idsAt = (items: ReadonlyArray<Placed<{ readonly id: string }>>): ReadonlyArray<Placed<string>> =>
  items.map(([{ id }, path]) => [id, [...path, "id"]])
