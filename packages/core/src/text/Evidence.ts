import type { Alike, Same } from "./Collapse.ts"
import type { Neighbours } from "./Nearest.ts"
import type { LinearMap } from "./RandomisedSvd.ts"
import type { TopicModel } from "./TopicModel.ts"

/** What the fit knows of its texts, however they are compared. */
export interface Evidence {
  /** All texts that can be compared. */
  readonly texts: ReadonlyArray<Same>
  /** The others. */
  readonly wordless: ReadonlyArray<Same>
  /** The groups that vote. */
  readonly voting: ReadonlyArray<Alike>
  /** The rows of those that vote, each of length 1. */
  readonly rows: LinearMap
  /** Those that vote, the nearest to a text. Read before the next call, which may write it over. */
  readonly nearest: (text: Same) => Neighbours
  /** What the model keeps of it. */
  readonly packed: Pick<TopicModel, "vectors" | "vocabulary"> & {
    readonly voters: Pick<TopicModel["voters"], "starts" | "places" | "values">
  }
}
