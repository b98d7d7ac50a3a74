/**
 * What the column Status says of a response, as a code and as a label; whether it is an answer of a customer. Previews,
 * tests, spam and synthetic responses are not.
 */
const statuses: ReadonlyArray<readonly [code: string, label: string, isAnswer: boolean]> = [
  ["0", "IP Address", true],
  ["1", "Survey Preview", false],
  ["2", "Survey Test", false],
  ["4", "Imported", true],
  ["8", "Spam", false],
  ["9", "Survey Preview Spam", false],
  ["12", "Imported Spam", false],
  ["16", "Offline", true],
  ["17", "Offline Survey Preview", false],
  ["32", "EX", true],
  ["40", "EX Spam", false],
  ["48", "EX Offline", true],
  ["132", "Reimported imported", true],
  ["256", "Synthetic", false]
]

/** What Status says of what is no answer, as codes and labels. */
export const noAnswers = statuses.flatMap(([code, label, isAnswer]) => (isAnswer ? [] : [code, label]))

/** Whether a text is none of those that Status is known to say. */
export const isUnknownStatus = (text: string): boolean =>
  !statuses.some(([code, label]) => text === code || text === label)
