import type { ResponderKind } from "../domain/Interaction.ts"
import type { InsufficientData } from "../stats/Estimate.ts"
import type { ReplyShare } from "./ReplyShare.ts"

/** A reply that is given again and again. */
export interface ReplyTemplate {
  /** `r1` is the most frequent. Other replies give other ids. */
  readonly id: string
  /** The most typical one: redacted, at most 200 characters, `#` for numbers, `[…]` for what fewer than half of them have. */
  readonly text: string
  /** How often it was given. */
  readonly replies: number
  /** In how many wordings, numbers aside. */
  readonly wordings: number
  /** In how many tickets, of those known. */
  readonly tickets: number
  /** By how many responders, of those known. */
  readonly responders: number
  /** Of all replies with words enough. */
  readonly share: ReplyShare | InsufficientData
}

/** What is known of one reply. */
export interface ReplyVerdict {
  /** 1: it is of a template. 0: it is not. `null`: it has fewer than five words, which people repeat by themselves. */
  readonly repeated: 0 | 1 | null
  /** The id of its template. */
  readonly template: string | null
}

/** Who replied, and how often in the words of a template. */
export interface ReplyResponder {
  readonly responder: string
  /** How many replies, copies each time. */
  readonly replies: number
  /** Of how many templates. */
  readonly templates: number
  /** How many of the replies with words enough are of a template. */
  readonly share: ReplyShare | InsufficientData
  /** What the replies say of who gave them; `"both"` when they do not agree, `null` when none says. */
  readonly told: ResponderKind | "both" | null
  /**
   * `"automated"`: at least 20 replies have words enough, and of them more than 80 % are of a template, by the low end of
   * the 95 % interval. Else `"unknown"`: that replies differ does not show that a person wrote them, nor does their likeness show
   * that nobody read the question.
   */
  readonly looks: "automated" | "unknown"
}

/** Replies, and those that are given again and again. */
export interface RepeatedReplies {
  /** How many were given, copies each time. */
  readonly replies: number
  /** Of these, how many have fewer than five words: in no share. Those without any are in `excluded.missing`. */
  readonly short: number
  /** How many of the replies with words enough are of a template. */
  readonly share: ReplyShare | InsufficientData
  /** The most frequent first. */
  readonly templates: ReadonlyArray<ReplyTemplate>
  /** Who replied most first. */
  readonly responders: ReadonlyArray<ReplyResponder>
  /** What is known of each reply, in the order given. */
  readonly verdicts: ReadonlyArray<ReplyVerdict>
}
