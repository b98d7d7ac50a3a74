import { isFunctionWord } from "./FunctionWords.ts"
import type { SavedTopicModel, TopicModel } from "./TopicModel.ts"
import { isEmpty } from "./TopicTerms.ts"

/** The only language whose words were stemmed when models did not say which. */
export const firstLanguage = "en"

/** What a model has that nothing happened to since it was fitted. */
export const newborn = { merged: [], pool: { similarity: null, texts: [] }, proposals: [], edits: [] } as const

/** How a term of an early model is shown: as its stem, unless a topic shows it better. */
const shown = (term: string): string => (term.includes(" ") || isEmpty(term) || isFunctionWord(term, "en") ? "" : term)

/**
 * A model as models are now; one that is comes back as it is.
 *
 * Models of version 1 did not keep how words are written, nor who wrote: names of topics that are changed show stems, and
 * customers are counted from now on, so that a topic shows the larger of both numbers.
 */
export const currentModel = (model: SavedTopicModel): TopicModel =>
  model.version === 2
    ? model
    : {
        ...model,
        ...newborn,
        version: 2,
        language: model.language ?? firstLanguage,
        customers: model.topics.map(() => ""),
        vocabulary: { phrases: "", ...model.vocabulary, written: model.vocabulary.terms.map(shown) }
      }
