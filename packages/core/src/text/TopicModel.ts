import type { TopicLife } from "./TopicLife.ts"

/** A text about which we want to know what it is about. */
export interface TopicText {
  readonly text: string
  /** Who wrote it, where that is known. */
  readonly customer?: string
  /** How often it came: 1 unless told. */
  readonly count?: number
}

/** A word, or two that stand together, that tells a topic from the others. */
export interface TopicTerm {
  readonly term: string
  /** c-TF-IDF: share of the topic's words × ln(1 + average words a topic / how often it stands in all). */
  readonly score: number
}

/** A text in the middle of a topic, redacted and cut to 200 characters. */
export interface TopicExample {
  readonly text: string
  /** How many texts are the same, or nearly. */
  readonly texts: number
}

/** What texts are about. */
export interface Topic {
  /** Stays the same for as long as the topic is there. */
  readonly id: string
  /** `wordless`: texts without a word that any other fitted text has; by vectors, those without one. */
  readonly kind: "topic" | "wordless"
  readonly name: string
  /** The most telling first. */
  readonly terms: ReadonlyArray<TopicTerm>
  /** The most typical first. */
  readonly examples: ReadonlyArray<TopicExample>
  /** How many of the fitted texts, and of those of updates, are about it, repeated ones each time. */
  readonly texts: number
  /** How many different customers wrote them, of those known: exact after a fit, later to about 2 %. */
  readonly customers: number
}

/** Two topics, or topics merged before, become one. */
export interface TopicMerge {
  /** `m1` for the first. */
  readonly id: string
  /** Ids of topics, or of merges before. */
  readonly parts: readonly [string, string]
  /** By how much it raises the sum of squared distances to the centres (Ward). Never less than the merge before. */
  readonly cost: number
  /** How many topics are left. */
  readonly left: number
  /** Adjusted Rand index of these topics with those of halves of the texts: 1 is the same again, 0 is chance. `null`: unknown. */
  readonly stability: number | null
}

/** All that it takes to tell the topics of texts: plain data, which `JSON.stringify` writes and `JSON.parse` reads. */
export interface TopicModel extends TopicLife {
  readonly version: 2
  readonly seed: number
  /** How many texts were given, repeated ones each time. */
  readonly given: number
  /** How many of these the topics count: all, but for those beyond a sample of 20,000 different ones in a fit. */
  readonly fitted: number
  /** The language that most of these are in: texts that do not tell theirs are read in it. `und` when none tells. */
  readonly language: string
  /** The number in the id of the next new topic or proposal: no id comes twice. */
  readonly nextId: number
  /** The largest first; the wordless one last. */
  readonly topics: ReadonlyArray<Topic>
  /** From the most alike topics to all in one. */
  readonly merges: ReadonlyArray<TopicMerge>
  /** How stable the topics are before any merge, as in `TopicMerge`. */
  readonly stability: number | null
  /** Where texts were compared by vectors: the id of the embedding model, and how many numbers a vector has. */
  readonly vectors?: { readonly model: string; readonly dimension: number }
  /** What texts are compared by; nothing where they were compared by vectors. */
  readonly vocabulary: {
    readonly terms: ReadonlyArray<string>
    /** One a term (packed). */
    readonly weights: string
    /** Hashes of the phrases that long texts share, each with how many share it (packed). */
    readonly phrases: string
    /** How each term is mostly written; empty for what tells nothing by itself, and for pairs. */
    readonly written: ReadonlyArray<string>
  }
  /** The fitted texts as rows of weights of terms, or as vectors, by which others are judged (packed). */
  readonly voters: {
    readonly starts: string
    readonly places: string
    readonly values: string
    /** The place of each one's topic: in `topics`, the wordless one left out, then in `merged`. */
    readonly topics: string
    /** How many texts each stands for. */
    readonly texts: string
  }
}

/** A model as it was kept before topics could be updated: it is read as one that nothing happened to. */
export interface FirstTopicModel
  extends Omit<TopicModel, "version" | "language" | "vocabulary" | keyof TopicLife>,
    Partial<TopicLife> {
  readonly version: 1
  readonly language?: string
  readonly vocabulary: { readonly terms: ReadonlyArray<string>; readonly weights: string; readonly phrases?: string }
}

/** A model of this or an earlier version. */
export type SavedTopicModel = TopicModel | FirstTopicModel

/** What a text is about. */
export interface Assignment {
  /** The id of its topic. */
  readonly topic: string
  /**
   * From 0 to 1: the mean cosine of the text with its nearest fitted texts, the nearer ones weighing more, × the topic's share
   * of these cosines. Low: the model has not seen the like, or cannot tell topics apart here. A fitted text is not its own
   * neighbour in the mean, unless it came more than once.
   */
  readonly similarity: number
  /** The next best topic; `null` when all its nearest fitted texts are in one. */
  readonly runnerUp: { readonly topic: string; readonly similarity: number } | null
}
