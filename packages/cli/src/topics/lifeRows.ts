import type { Topics } from "@throughline/core"
import type { AnswerRow } from "../measure/Question.ts"

/** How many texts came for each topic. */
type News = ReadonlyArray<{ readonly id: string; readonly texts: number }>

/** The number of new texts, where any could come. */
const newsOf = (news: News | undefined, id: string): AnswerRow =>
  news === undefined ? {} : { new: news.find((topic) => topic.id === id)?.texts ?? 0 }

/**
 * The topics of a model, and after them those that it proposes: texts of these are counted in another topic until they are
 * accepted.
 */
export const lifeRows = (model: Topics.TopicModel, news?: News): ReadonlyArray<AnswerRow> => [
  ...model.topics.map(({ customers, examples, id, name, texts }) => ({
    topic: id,
    name,
    state: "known",
    ...newsOf(news, id),
    texts,
    customers,
    counted_in: null,
    example: examples[0]?.text ?? ""
  })),
  ...model.proposals.map(({ customers, examples, id, name, near, texts }) => ({
    topic: id,
    name,
    state: "proposed",
    ...(news === undefined ? {} : { new: null }),
    texts,
    customers,
    counted_in: near,
    example: examples[0]?.text ?? ""
  }))
]

/** The share of the texts of an old topic that are in another one now, and the one that most of them are in. */
const movesRow = (moves: Topics.TopicMoves | undefined): AnswerRow =>
  moves === undefined
    ? { moved: null, to: null }
    : { moved: 100 * moves.moved, to: moves.to.find(({ id }) => id !== moves.id)?.id ?? null }

/** The topics of a model that was fitted anew, and after them those that are gone. */
export const refitRows = ({ added, model, retired, topics }: Topics.TopicRefit): ReadonlyArray<AnswerRow> => {
  const movesOf = (id: string) => movesRow(topics.find((topic) => topic.id === id))
  return [
    ...model.topics.map(({ customers, examples, id, name, texts }) => ({
      topic: id,
      name,
      state: added.includes(id) ? "new" : "known",
      texts,
      customers,
      ...movesOf(id),
      example: examples[0]?.text ?? ""
    })),
    ...retired.map(({ id, name }) => ({
      topic: id,
      name,
      state: "gone",
      texts: 0,
      customers: 0,
      ...movesOf(id),
      example: ""
    }))
  ]
}
