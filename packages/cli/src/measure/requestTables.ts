import type { DuplicateRequests, Requests } from "@throughline/core"
import type { AnswerRow } from "./Question.ts"
import { measuredRow } from "./rows.ts"

const trendOf = (trend: Requests.RequestTrendResult): AnswerRow =>
  trend._tag === "RateRatio"
    ? { trend: trend.direction, trend_ratio: trend.value, trend_adjusted_p: trend.adjustedP }
    : { trend: "not known", trend_ratio: null, trend_adjusted_p: null }

const shareOf = ({ share }: Requests.MergedRequest): AnswerRow => ({
  share: share._tag === "Estimate" ? 100 * share.value : null,
  share_low: share._tag === "Estimate" ? 100 * share.interval.low : null,
  share_high: share._tag === "Estimate" ? 100 * share.interval.high : null
})

/** What is said of a request wherever it stands. */
const requestRow = (request: Requests.MergedRequest): AnswerRow => ({
  status: request.status,
  merged: request.requests.length,
  requesters: request.requesters.length,
  votes: request.votes,
  anonymous: request.anonymousVotes,
  recent: request.recent,
  age_days: request.ageDays,
  ...shareOf(request),
  ...Object.fromEntries(request.revenue.map(({ amount, currency }) => [`revenue_${currency}`, amount.value])),
  ...trendOf(request.trend)
})

/** Requests in order, then those that are not put in order and why. */
export const requestTable = (result: Requests.RequestResult): ReadonlyArray<AnswerRow> => {
  if (result._tag === "InsufficientData") return [measuredRow(result)]
  const { excluded, ranked, unranked } = result
  const rows = ranked.map((request): AnswerRow => {
    const { note, ...measured } = measuredRow(request.value)
    return {
      rank: request.rank,
      rank_low: request.rankInterval.low,
      rank_high: request.rankInterval.high,
      tied: request.tied,
      request: request.id,
      title: request.title,
      ...measured,
      ...excluded,
      next_p: request.beforeNext?.p ?? null,
      next_adjusted_p: request.beforeNext?.adjustedP ?? null,
      before_next: request.beforeNext?.probability ?? null,
      ...requestRow(request),
      note: `${note}; ranks ${100 * request.rankInterval.level} % ${request.rankInterval.method}`
    }
  })
  const others = unranked.map(
    (request): AnswerRow => ({
      rank: null,
      request: request.id,
      title: request.title,
      value: null,
      low: null,
      high: null,
      n: request.requesters.length,
      ...excluded,
      ...requestRow(request),
      note: `not ranked: ${request.why}`
    })
  )
  return [...rows, ...others]
}

/** Which requests are counted as one, and why. */
export const mergeTable = (
  merges: ReadonlyArray<DuplicateRequests.RequestMerge>,
  requests: ReadonlyArray<Requests.AskedRequest>
): ReadonlyArray<AnswerRow> => {
  const titles = new Map(requests.map(({ id, title }) => [id, title]))
  return merges.map(({ into, reason, request, similarity }) => ({
    request,
    title: titles.get(request) ?? null,
    into,
    into_title: titles.get(into) ?? null,
    reason,
    value: similarity
  }))
}
