import type { RecordRule } from "../mapping/Mapping.ts"

/** The scores of the responses to surveys of one type. */
export interface TypedScores {
  /** As the source calls it: `nps`, `csat`, … Without one, what was asked is not known. */
  readonly type: string | undefined
  readonly scores: ReadonlyArray<string>
}

/** What surveys of a type ask, and what is open about it: the question as it goes on behind `records[0].`. */
export interface AskedType {
  readonly rule: Pick<RecordRule, "metric" | "scale" | "direction">
  readonly question?: string
}

/** Rules for the responses of surveys, and what is open about them. */
export interface TypedRules {
  readonly records: readonly [RecordRule, ...ReadonlyArray<RecordRule>]
  readonly questions: ReadonlyArray<string>
}

/** What was asked is in the words of the survey, which no response holds. */
const open = (type: string | undefined) => ({
  rule: type === undefined ? {} : { part: type.slice(0, 64) },
  question:
    type === undefined
      ? 'metric, .scale and .direction: what was asked? Of NPS it is "nps", "0-10" and "highIsGood".'
      : `metric, .scale and .direction: what do surveys of the type ${JSON.stringify(type.slice(0, 40))} ask customers? If it is no recommendation, satisfaction or effort, take the rule out.`
})

/**
 * A rule for each type of survey, with what all share, told apart by `typeColumn`; `asked` are the types that are known. The
 * rule of any other lacks its metric, so that it is refused until somebody says it.
 *
 * ```ts import.meta.vitest
 * import { rulesByType } from "./SurveyTypes.ts"
 *
 * const asked = { nps: () => ({ rule: { metric: "nps", scale: "0-10", direction: "highIsGood" } }) }
 * const surveys = [{ type: "nps", scores: ["9"] }, { type: "smileys", scores: ["3"] }]
 * const { records, questions } = rulesByType(surveys, asked, { id: "id", fields: { score: "score" } }, "type")
 * records.map(({ metric, when }) => [when.equals[0], metric]) // => [["nps", "nps"], ["smileys", undefined]]
 * questions.length // => 1
 * ```
 */
export const rulesByType = (
  surveys: readonly [TypedScores, ...ReadonlyArray<TypedScores>],
  asked: Readonly<Record<string, (scores: ReadonlyArray<string>) => AskedType>>,
  shared: Pick<RecordRule, "id" | "version" | "fields">,
  typeColumn: string
): TypedRules => {
  const ruleFor = ({ scores, type }: TypedScores, at: number) => {
    const known = type !== undefined && Object.hasOwn(asked, type) ? asked[type] : undefined
    const { question, rule } = known?.(scores) ?? open(type)
    const when = type === undefined ? {} : { when: { column: typeColumn, equals: [type] as const } }
    const record: RecordRule = { kind: "responses", ...when, ...shared, ...rule }
    return { record, questions: question === undefined ? [] : [`records[${at}].${question}`] }
  }
  const [first, ...others] = surveys
  const rest = others.map((each, i) => ruleFor(each, i + 1))
  const { questions, record } = ruleFor(first, 0)
  return {
    records: [record, ...rest.map((each) => each.record)],
    questions: [...questions, ...rest.flatMap((each) => each.questions)]
  }
}

/** The highest of some scores; 0 when there is none. */
export const highestScore = (scores: ReadonlyArray<string>): number =>
  Math.max(0, ...scores.map(Number).filter(Number.isFinite))
