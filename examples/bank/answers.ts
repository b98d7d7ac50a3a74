import type { BankTouchpoint } from "./journey.ts"

/** What one customer predicted before a contact (1–5), found after it (1–5), and would recommend (0–10). */
export interface Answer {
  readonly touchpoint: BankTouchpoint
  readonly predicted: number
  readonly score: number
  /** `null`: the question was skipped. */
  readonly recommend: number | null
}

const at = (
  touchpoint: BankTouchpoint,
  answers: ReadonlyArray<readonly [predicted: number, score: number, recommend: number | null]>
): ReadonlyArray<Answer> =>
  answers.map(([predicted, score, recommend]) => ({ touchpoint, predicted, score, recommend }))

/** Eight customers at each touchpoint; invented. */
export const answers: ReadonlyArray<Answer> = [
  ...at("account-opening", [
    [4, 4, 9],
    [4, 5, 10],
    [3, 4, 8],
    [5, 4, 8],
    [4, 4, 9],
    [4, 3, 6],
    [5, 5, 10],
    [4, 4, null]
  ]),
  ...at("online-banking", [
    [4, 5, 10],
    [4, 4, 9],
    [5, 5, 9],
    [3, 4, 8],
    [4, 5, 10],
    [4, 4, 7],
    [5, 4, 9],
    [4, 5, 10]
  ]),
  ...at("branch-visit", [
    [3, 4, 8],
    [4, 4, 7],
    [3, 3, 6],
    [4, 5, 9],
    [3, 4, 8],
    [4, 3, 5],
    [4, 4, 9],
    [3, 4, null]
  ]),
  ...at("customer-support", [
    [5, 2, 3],
    [4, 3, 6],
    [4, 2, 4],
    [5, 3, 5],
    [4, 4, 8],
    [5, 2, 2],
    [4, 1, 0],
    [4, 3, 7]
  ])
]
