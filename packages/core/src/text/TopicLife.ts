import type { TopicExample, TopicTerm } from "./TopicModel.ts"

/** A text like none of the fitted ones, kept until a topic can be made of it. */
export interface PooledText {
  /** Redacted, on one line, at most 500 characters. */
  readonly text: string
  /** 0 for one that was dismissed before a refit: it is counted no more. */
  readonly texts: number
  /** The id of the topic in which it is counted. */
  readonly topic: string
  /** Whether it was in a proposal that was dismissed. */
  readonly dismissed: boolean
  /** Who wrote it (packed). */
  readonly customers: string
}

/** Pooled texts that would make a topic. */
export interface TopicProposal {
  /** The id that the topic will have. */
  readonly id: string
  readonly name: string
  /** The most telling first. */
  readonly terms: ReadonlyArray<TopicTerm>
  /** The most typical first. */
  readonly examples: ReadonlyArray<TopicExample>
  readonly texts: number
  /** How many different customers wrote them, of those known. */
  readonly customers: number
  /** The id of the topic in which most of them are counted until the proposal is accepted. */
  readonly near: string
  /** The places of its texts in the pool. */
  readonly pooled: ReadonlyArray<number>
}

/** What to change in a model. */
export type TopicEdit =
  /** Call a topic so. */
  | { readonly kind: "rename"; readonly topic: string; readonly name: string }
  /** Put a topic into another one, whose id and name stay. */
  | { readonly kind: "merge"; readonly topic: string; readonly into: string }
  /** Take a topic apart: into what was merged in it, otherwise in two, the larger part keeping id and name. */
  | {
      readonly kind: "split"
      readonly topic: string
      /** The id of the smaller part: told once the split is made. */
      readonly made?: string
    }
  /** Put texts like this one into a topic. */
  | { readonly kind: "move"; readonly like: string; readonly into: string }
  /** Put texts with a word, or two that stand together, into a topic. */
  | { readonly kind: "move"; readonly term: string; readonly into: string }
  /** Make a topic of a proposal, and put it into another one where `into` says so. */
  | { readonly kind: "accept"; readonly proposal: string; readonly into?: string }
  /** Propose this no more, unless it comes to more than twice as many texts. */
  | { readonly kind: "dismiss"; readonly proposal: string }

/** What became of a model since it was fitted. */
export interface TopicLife {
  /** Which customers wrote of each of `topics`, in their order (packed): they can be counted, not told. */
  readonly customers: ReadonlyArray<string>
  /** Topics that were put into others. */
  readonly merged: ReadonlyArray<{ readonly id: string; readonly name: string; readonly into: string }>
  readonly pool: {
    /** Texts below this similarity (× the share of known words) are pooled; `null` before the first update. */
    readonly similarity: number | null
    /** At most 2,000 different ones. */
    readonly texts: ReadonlyArray<PooledText>
  }
  readonly proposals: ReadonlyArray<TopicProposal>
  /** All that was changed, to be changed again after a refit. */
  readonly edits: ReadonlyArray<TopicEdit>
}
