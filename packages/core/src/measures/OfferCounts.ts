import type { Excluded } from "../stats/Estimate.ts"
import { compare, type Value } from "../tally/Value.ts"

/** So many of so many, and those whose answer is not known or none. */
export interface Answers {
  yes: number
  n: number
  readonly excluded: { -readonly [Why in keyof Excluded]: number }
}

/** What became of those who were made one offer. */
export interface OfferCounts {
  /** How many were made it. */
  offered: number
  readonly accepted: Answers
  readonly stayed: Answers
  /** Of those who accepted, who stayed. */
  readonly acceptedStayed: Answers
}

const noAnswers = (): Answers => ({ yes: 0, n: 0, excluded: { missing: 0, invalid: 0 } })

const add = (answers: Answers, answer: Value, copies: number): void => {
  if (answer === null) answers.excluded.missing += copies
  else if (typeof answer !== "boolean") answers.excluded.invalid += copies
  else {
    answers.n += copies
    if (answer) answers.yes += copies
  }
}

/** Customers about to leave, counted by the offer they were made. */
export class CountsByOffer {
  private readonly counts = new Map<Value, OfferCounts>()
  /** Those of whom it is not known whether they were made an offer. */
  missing = 0

  add(offer: Value, accepted: Value, stayed: Value, copies: number): void {
    if (offer === null) {
      this.missing += copies
      return
    }
    const counts = this.of(offer)
    this.counts.set(offer, counts)
    counts.offered += copies
    add(counts.accepted, accepted, copies)
    add(counts.stayed, stayed, copies)
    if (accepted === true) add(counts.acceptedStayed, stayed, copies)
  }

  /** The counts of an offer: of nobody when it was never made. */
  of(offer: Value): OfferCounts {
    return (
      this.counts.get(offer) ?? {
        offered: 0,
        accepted: noAnswers(),
        stayed: noAnswers(),
        acceptedStayed: noAnswers()
      }
    )
  }

  /** The offers made, in the order of values. */
  get offers(): ReadonlyArray<Value> {
    return [...this.counts.keys()].sort(compare)
  }
}
