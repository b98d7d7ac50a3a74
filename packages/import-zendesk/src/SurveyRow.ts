import { type JsonObject, ownAt } from "@throughline/import/format"
import { list } from "./Shape.ts"

/**
 * A survey response as one row: the rating of the satisfaction question under its number of points (`rating_2`, `rating_3`,
 * `rating_5`) and its time as `rated_at`, the last change as `answered_at`, what was written as `comment`, and the ticket as
 * `ticket_id`. A rating on another number of points, or one that is not told, stands in `rating_5` as `6/7` or `4/?`: no
 * point of a scale.
 */
export const surveyRow = (response: JsonObject): JsonObject => {
  const answers = list(response.answers)
  const satisfaction = answers.find(asksForSatisfaction)
  const times = answers.map(timeOf).filter(isText)
  return {
    ...response,
    ...rating(satisfaction),
    rated_at: timeOf(satisfaction),
    answered_at: times.toSorted().at(-1) ?? "",
    comment: answers
      .map((answer) => ownAt(answer, "value"))
      .filter(isText)
      .join("\n"),
    ticket_id: ownAt(
      list(response.subjects).find((subject) => ownAt(subject, "type") === "ticket"),
      "id"
    )
  }
}

const timeOf = (answer: unknown): unknown => ownAt(answer, "updated_at") ?? ownAt(answer, "created_at")

const isText = (value: unknown): value is string => typeof value === "string"

/** A survey may have other scales besides: their `sub_type` is `other`. */
const asksForSatisfaction = (answer: unknown): boolean =>
  ownAt(answer, "type") === "rating_scale" && ownAt(answer, "question", "sub_type") === "customer_satisfaction"

const knownPoints: ReadonlySet<number> = new Set([2, 3, 5])

const rating = (answer: unknown): JsonObject => {
  const score = ownAt(answer, "rating")
  if (score === undefined || score === null) return {}
  const points = pointsOf(answer)
  if (points !== undefined && knownPoints.has(points)) return { [`rating_${points}`]: score }
  return { rating_5: typeof score === "object" ? score : `${String(score)}/${points ?? "?"}` }
}

/** How many points the question has, when they are those from 1 up. */
const pointsOf = (answer: unknown): number | undefined => {
  const options = list(ownAt(answer, "question", "options")).map((option) => ownAt(option, "rating"))
  const isScale = options.length > 0 && options.every((_, i) => options.includes(i + 1))
  return isScale ? options.length : undefined
}
