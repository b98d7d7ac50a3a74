import { type Estimate, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"

/** A share of replies, in per cent from 0 to 100, with Wilson's interval. */
export interface ReplyShare extends Estimate {
  /** Share of which replies: `"repeated, of replies of at least 5 words"`. */
  readonly definition: string
  /** How many of `n`. */
  readonly replies: number
}

/** Replies counted for a share. */
export interface ReplyCounts {
  /** With words enough to be compared. */
  readonly compared: number
  /** Without a word. */
  readonly wordless: number
}

/** So many of the replies compared. */
export const replyShare = (
  replies: number,
  { compared, wordless }: ReplyCounts,
  level: number,
  definition: string
): ReplyShare | InsufficientData => {
  const excluded = { missing: wordless, invalid: 0 }
  if (compared === 0) return insufficientData("no reply has words enough", 0, excluded)
  return {
    _tag: "Estimate",
    value: (100 * replies) / compared,
    interval: Proportion.interval({ successes: replies, n: compared }, level),
    n: compared,
    excluded,
    definition,
    replies
  }
}
