import type { FieldSource, RecordRule } from "@throughline/import"
import { labelScale } from "./LabelScales.ts"
import { isWhole, type ScoreColumn } from "./Scores.ts"

/** What a rule says of a score, and what is open about it. */
export interface ScoreProposal {
  readonly rule: Pick<RecordRule, "metric" | "scale" | "direction">
  readonly score: FieldSource
  readonly questions: ReadonlyArray<string>
}

/** What stands for "seen, but not answered" where an export is made with that choice. */
export const unanswered = "-99"

/** How the score of a column is read; `key` is where the mapping says so. */
export const proposeScore = (score: ScoreColumn, key: string): ScoreProposal => {
  const { column, metric } = score
  const texts = score.texts.filter((text) => text !== unanswered)
  if (metric === "nps") return nps(column.name, texts, key)
  const made = texts.every(isWhole) ? numbers(column.name, metric, texts, key) : labels(column.name, metric, texts, key)
  return { ...made, questions: made.questions.flatMap((question) => ofMatrix(score, question)) }
}

/** What is open about a matrix is asked once. */
const ofMatrix = ({ isFirst, row }: ScoreColumn, question: string): ReadonlyArray<string> => {
  if (row === undefined) return [question]
  return isFirst ? [`${question} The other rows of the matrix are alike.`] : []
}

/** The likelihood to recommend always goes from 0 to 10; a label may stand behind the number. */
const nps = (column: string, texts: ReadonlyArray<string>, key: string): ScoreProposal => ({
  rule: { metric: "nps", scale: "0-10", direction: "highIsGood" },
  score: column,
  questions: texts.every(isWhole)
    ? []
    : [`${key}.fields.score.values: "${column}" holds texts that are no numbers. What do they stand for?`]
})

const numbers = (column: string, metric: "csat" | "ces2", texts: ReadonlyArray<string>, key: string): ScoreProposal => {
  const scale = scaleOf(texts.map(Number))
  return {
    rule: { metric, ...(scale === undefined ? {} : { scale }) },
    score: column,
    questions: [
      scale === undefined
        ? `${key}.scale: which scale is it, as "1-5"? Codes of choices that are no scale need fields.score.values.`
        : `${key}.scale: is "${scale}" the whole scale, and are the codes its points? It is what the values show.`,
      direction(key)
    ]
  }
}

const direction = (key: string): string =>
  `${key}.direction: is a high score good ("highIsGood") or bad ("lowIsGood")? Many surveys give the best choice the code 1.`

const scaleOf = (codes: ReadonlyArray<number>): string | undefined => {
  const [least, most] = [Math.min(...codes), Math.max(...codes)]
  if (codes.length === 0 || least < 0 || most > 10) return undefined
  return least === 0 ? "0-10" : `1-${most <= 5 ? 5 : most <= 7 ? 7 : 10}`
}

const labels = (column: string, metric: "csat" | "ces2", texts: ReadonlyArray<string>, key: string): ScoreProposal => {
  const known = labelScale(texts)
  if (known === undefined) {
    return {
      rule: { metric },
      score: { column, values: Object.fromEntries(texts.map((text) => [text, null])) },
      questions: [
        `${key}.fields.score.values: which point of the scale is each label? List those that nobody chose as well.`,
        `${key}.scale: which scale is it, as "1-5"?`,
        direction(key)
      ]
    }
  }
  const { isUpward, scale, values } = known
  return {
    rule: { metric, scale, ...(isUpward ? { direction: "highIsGood" as const } : {}) },
    score: { column, values },
    questions: isUpward ? [] : [`${key}.direction: is it good to agree ("highIsGood") or to disagree ("lowIsGood")?`]
  }
}
