import { Topics } from "@throughline/core"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { BadData } from "../Failure.ts"
import type { AskedTopics } from "./AskedTopics.ts"
import { saying, terminal } from "./counting.ts"
import { editWords } from "./editWords.ts"
import { writeModel } from "./keptModel.ts"
import { lifeRows, refitRows } from "./lifeRows.ts"
import { printRows } from "./printRows.ts"
import { readEdits } from "./readEdits.ts"
import { heldTexts } from "./source.ts"

/** Keep changed topics, or say that they are not kept. */
const keep = (save: string | undefined, model: Topics.TopicModel) =>
  save === undefined ? Console.error("Nothing is kept: --save <model.json> keeps it") : writeModel(save, model)

const acceptance = (proposal: string, kept: string): string =>
  `To accept one, write [{"kind":"accept","proposal":"${proposal}"}] to edits.json, then: ` +
  `throughline topics --model ${kept} --edits edits.json --save ${kept}`

/** Count new texts in kept topics, and say which topics they would make. */
export const update = Effect.fn("update")(function* (asked: AskedTopics, model: Topics.TopicModel) {
  const { texts: all } = yield* heldTexts(asked)
  const updated = yield* Effect.sync(() => Topics.update(model, all)).pipe(saying("Counting", all.length, terminal))
  const { pooled, proposals, texts, topics } = updated
  yield* keep(asked.save, updated.model)
  yield* Console.error(`Pooled: ${pooled} of ${texts} texts, unlike the known ones and counted in the nearest topic`)
  const [first] = proposals
  if (first !== undefined) {
    const how = asked.save === undefined ? "Keep them to accept one" : acceptance(first.id, asked.save)
    yield* Console.error(`Proposed topics: ${proposals.length}. ${how}`)
  }
  yield* printRows(lifeRows(updated.model, topics), asked.format)
})

/** Say which of so many edits could not be made, each with its place. */
const sayRefused = Effect.fn("sayRefused")(function* (
  refused: ReadonlyArray<Topics.RefusedEdit>,
  all: ReadonlyArray<Topics.TopicEdit>,
  where: string
) {
  for (const { edit, problem } of refused) {
    yield* Console.error(`${where}: [${all.indexOf(edit)}] ${editWords(edit)}: ${problem}`)
  }
  if (refused.length === 0) return
  return yield* new BadData({ message: `${refused.length} of ${all.length} edits could not be made` })
})

/** Make the edits of a file. */
export const edit = Effect.fn("edit")(function* (asked: AskedTopics, model: Topics.TopicModel, path: string) {
  const edits = yield* readEdits(path)
  const { model: edited, refused } = yield* Effect.sync(() => Topics.edit(model, edits))
  yield* keep(asked.save, edited)
  yield* printRows(lifeRows(edited), asked.format)
  yield* sayRefused(refused, edits, path)
})

/** Find topics anew, with the ids, names and edits of the kept ones. */
export const refit = Effect.fn("refit")(function* (asked: AskedTopics, model: Topics.TopicModel) {
  const { texts } = yield* heldTexts(asked)
  const { seed, topics } = asked
  const options = seed === undefined ? { topics } : { topics, seed }
  const found = yield* Effect.sync(() => Topics.refit(model, texts, options)).pipe(
    saying("Finding the topics of", texts.length, terminal)
  )
  yield* keep(asked.save, found.model)
  if (found.moved !== null)
    yield* Console.error(`Moved: ${(100 * found.moved).toFixed(1)} % of the texts are in another topic than before`)
  yield* printRows(refitRows(found), asked.format)
  yield* sayRefused(found.refused, model.edits, "Kept edits")
})
