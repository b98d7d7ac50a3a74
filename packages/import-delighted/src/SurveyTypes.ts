import type { RecordRule } from "@throughline/import"

/** The scores of the responses to surveys of one type. */
export interface Surveys {
  /** As Delighted calls it: `nps`, `csat`, `ces`, … Without one, what was asked is not known. */
  readonly type: string | undefined
  readonly scores: ReadonlyArray<string>
}

/** Rules for the responses of surveys, and what is open about them. */
export interface ProposedRules {
  readonly records: readonly [RecordRule, ...ReadonlyArray<RecordRule>]
  readonly questions: ReadonlyArray<string>
}

interface Asked {
  readonly rule: Pick<RecordRule, "metric" | "scale" | "direction" | "part">
  readonly question?: string
}

const highest = (scores: ReadonlyArray<string>): number => Math.max(...scores.map(Number).filter(Number.isFinite), 0)

/** Satisfaction is asked on 5 points or 3, effort, as agreement that it was easy, on 5 or 7. */
const asked: Readonly<Record<string, (scores: ReadonlyArray<string>) => Asked>> = {
  nps: () => ({ rule: { metric: "nps", scale: "0-10", direction: "highIsGood" } }),
  csat: (scores) => ({
    rule: { metric: "csat", scale: "1-5", direction: "highIsGood" },
    ...(highest(scores) > 3
      ? {}
      : { question: 'scale: is it "1-5"? Delighted asks on 5 points or 3, and no score is above 3.' })
  }),
  ces: (scores) => ({
    rule: { metric: "ces2", scale: highest(scores) > 5 ? "1-7" : "1-5", direction: "highIsGood" },
    ...(highest(scores) > 5
      ? {}
      : { question: 'scale: is it "1-5"? Delighted asks on 5 points or 7, and no score is above 5.' })
  })
}

/** What was asked is in the words of the survey, which no response holds. */
const open = (type: string | undefined): Asked => ({
  rule: type === undefined ? {} : { part: type.slice(0, 64) },
  question:
    type === undefined
      ? 'metric, .scale and .direction: what was asked? Of NPS it is "nps", "0-10" and "highIsGood".'
      : `metric, .scale and .direction: what do surveys of the type ${JSON.stringify(type.slice(0, 40))} ask customers? If it is no recommendation, satisfaction or effort, take the rule out.`
})

/** A rule for each type of survey, with what all share, and `typeColumn` to tell them apart. */
export const rulesFor = (
  surveys: readonly [Surveys, ...ReadonlyArray<Surveys>],
  shared: Pick<RecordRule, "id" | "version" | "fields">,
  typeColumn: string
): ProposedRules => {
  const ruleFor = ({ scores, type }: Surveys, at: number) => {
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
