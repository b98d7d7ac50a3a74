import type { FieldSource } from "../mapping/FieldSource.ts"
import type { RecordRule } from "../mapping/Mapping.ts"
import { isSuspect } from "../values/Suspect.ts"
import type { AskedColumn, SurveyMetric } from "./Responses.ts"

/** What a rule says of a score, and what is open about it. */
interface ScoreProposal {
  readonly rule: Pick<RecordRule, "metric" | "scale" | "direction">
  readonly score: FieldSource
  readonly questions: ReadonlyArray<string>
}

const isWhole = (text: string): boolean => /^-?\d{1,3}(?:\.0)?$/.test(text)

/** How the score of a column is read; `key` is where the mapping says so. */
export const proposeScore = (
  { holds, name, values }: AskedColumn,
  metric: SurveyMetric,
  key: string,
  scales: ReadonlyArray<ReadonlyArray<string>>
): ScoreProposal => {
  const texts = [...new Set(values)].filter((text) => !isSuspect(text))
  if (metric === "nps") return likelihood(name, texts, holds === "nps" ? undefined : key)
  return texts.every(isWhole) ? numbers(name, metric, texts, key) : labels(name, metric, texts, key, scales)
}

/** The number from 0 to 10 at the start or the end of a text: `10 - Extremely likely`. */
export const pointOf = (text: string): number | undefined => {
  const found = isSuspect(text) ? null : /^(10|\d)(?!\d)|(?<!\d)(10|\d)$/.exec(text)
  return found === null ? undefined : Number(found[1] ?? found[2])
}

/** The likelihood to recommend always goes from 0 to 10; a label may stand beside the number. */
const likelihood = (column: string, texts: ReadonlyArray<string>, key: string | undefined): ScoreProposal => {
  const labelled = texts.flatMap((text) => {
    const point = pointOf(text)
    return isWhole(text) || point === undefined ? [] : [[text, point] as const]
  })
  const points = Array.from({ length: 11 }, (_, point) => [String(point), point] as const)
  const values = Object.fromEntries([...points, ...labelled])
  const score = labelled.length === 0 ? column : { column, values }
  const isLow = texts.length > 0 && texts.every((text) => (pointOf(text) ?? 0) <= 5)
  const questions = isLow && key !== undefined ? [`${key}.scale: no answer is above 5. Is it asked from 0 to 10?`] : []
  return { rule: { metric: "nps", scale: "0-10", direction: "highIsGood" }, score, questions }
}

type Labelled = Exclude<SurveyMetric, "nps">

const direction = (key: string): string => `${key}.direction: is a high score good ("highIsGood") or bad ("lowIsGood")?`

const numbers = (column: string, metric: Labelled, texts: ReadonlyArray<string>, key: string): ScoreProposal => {
  const scale = scaleOf(texts.map(Number))
  const question =
    scale === undefined
      ? `${key}.scale: which scale is it, as "1-5"?`
      : `${key}.scale: is "${scale}" the whole scale? It is what the values show.`
  return {
    rule: { metric, ...(scale === undefined ? {} : { scale }) },
    score: column,
    questions: [question, direction(key)]
  }
}

const scaleOf = (points: ReadonlyArray<number>): string | undefined => {
  const [least, most] = [Math.min(...points), Math.max(...points)]
  if (points.length === 0 || least < 0 || most > 10) return undefined
  return least === 0 ? "0-10" : `1-${most <= 5 ? 5 : most <= 7 ? 7 : 10}`
}

const labels = (
  column: string,
  metric: Labelled,
  texts: ReadonlyArray<string>,
  key: string,
  scales: ReadonlyArray<ReadonlyArray<string>>
): ScoreProposal => {
  const [known, ...others] = scales.filter((scale) => texts.every((text) => scale.includes(text)))
  if (known !== undefined && others.length === 0) {
    const values = Object.fromEntries(known.map((label, i) => [label, i + 1]))
    return {
      rule: { metric, scale: `1-${known.length}`, direction: "highIsGood" },
      score: { column, values },
      questions: []
    }
  }
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
