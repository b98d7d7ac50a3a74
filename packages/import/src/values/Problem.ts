import type { Reason } from "../contract/Rejected.ts"

/** Why a text is not the value it should be. */
export class Problem {
  readonly reason: Reason
  readonly expected: string
  readonly fix: string | undefined

  constructor(reason: Reason, expected: string, fix?: string) {
    this.reason = reason
    this.expected = expected
    this.fix = fix
  }
}

/** Reads a trimmed, non-empty text. */
export type Parse<A> = (text: string) => A | Problem
