import { type EditProblem, editing } from "./Editing.ts"
import { step } from "./EditSteps.ts"
import { close, type OpenModel, open } from "./OpenModel.ts"
import { propose } from "./Proposals.ts"
import { recount } from "./Recount.ts"
import type { TopicEdit } from "./TopicLife.ts"
import type { SavedTopicModel, TopicModel } from "./TopicModel.ts"

/** A change that is not made, and why. */
export interface RefusedEdit {
  readonly edit: TopicEdit
  readonly problem: EditProblem
}

/** A changed model. */
export interface TopicEdits {
  readonly model: TopicModel
  /** Changes that could not be made; all others were. */
  readonly refused: ReadonlyArray<RefusedEdit>
}

/** Make changes one after the other, then count once. */
const edited = (
  before: OpenModel,
  edits: Iterable<TopicEdit>
): { readonly open: OpenModel; readonly refused: ReadonlyArray<RefusedEdit> } => {
  const refused: Array<RefusedEdit> = []
  let state = editing(before)
  for (const edit of edits) {
    const next = step(state, edit)
    if (typeof next === "string") refused.push({ edit, problem: next })
    else state = next
  }
  if (state.changed.size === 0) return { open: state.open, refused }
  const counted = recount(before, state)
  if (counted.similarity === null) return { open: counted, refused }
  return {
    open: { ...counted, ...propose({ ...counted, pool: state.open.pool }, counted.pool, counted.similarity) },
    refused
  }
}

/**
 * Change the topics of a model: rename, merge, split, move texts from one to the other, accept or dismiss proposals.
 *
 * The changes are data and stay in the model, to be made again after a `refit`; one that is made already changes nothing (a
 * split without `made` splits once more). What cannot be made is told, with its reason, and the others are made.
 *
 * - `merge`: texts of both are one topic, with the id and name of `into`.
 * - `split`: what was merged comes apart again; any other topic is split in two by what its texts say.
 * - `move` with `like`: fitted texts with a cosine of at least 0.5 with the given one speak for the other topic, and more of
 *   the nearest until the given one is told to be in it. With `term`: all fitted texts with the term do.
 * - `accept`: texts of the proposal speak for a new topic, or for `into`; words that at least two of them share become
 *   known. Pooled texts that are like them now leave the pool. Of more than 20,000 speaking texts a sample stays, drawn by
 *   what they say.
 *
 * A name that was not given by `rename` stays for as long as all of it is among the ten most telling terms of the topic.
 * Sizes: texts of updates are not in the model, so those of a topic go where its fitted texts went, in their proportion; a
 * `refit` counts exactly. Each part of a split shows at most as many customers as the whole had.
 *
 * Throws a `RangeError` when parts of the model do not fit together.
 *
 * ```ts import.meta.vitest
 * import { edit } from "./Edit.ts"
 * import { fit } from "./Fit.ts"
 *
 * const texts = ["card was stolen", "my card is stolen", "card lost", "my card is lost", "my refund is late", "where is my refund"]
 * const model = fit(texts, { topics: 2, seed: 1 })
 * const { model: next, refused } = edit(model, [
 *   { kind: "rename", topic: "t1", name: "Lost and stolen cards" },
 *   { kind: "merge", topic: "t9", into: "t1" }
 * ])
 * next.topics[0]?.name // => "Lost and stolen cards"
 * refused.map(({ problem }) => problem) // => ["unknown topic"]
 * ```
 */
export const edit = (model: SavedTopicModel, edits: Iterable<TopicEdit>): TopicEdits => {
  const { open: next, refused } = edited(open(model), edits)
  return { model: close(next), refused }
}
