import { Dimension, insufficientData, Revenue } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

const ratio = (found: Revenue.RevenueRatio): number | null => (found._tag === "Exact" ? found.value : null)

const revenueRow = ({ period, result }: Revenue.RevenuePeriod): AnswerRow => {
  if (result._tag === "InsufficientData") return { period, value: null, n: result.n, note: result.reason }
  const { closing, excluded, grossRetention, movements, n, netRetention, opening, quickRatio } = result
  return {
    period,
    opening,
    ...Object.fromEntries(Object.entries(movements).map(([kind, { amount }]) => [kind, amount])),
    closing,
    value: ratio(netRetention),
    gross_retention: ratio(grossRetention),
    quick_ratio: ratio(quickRatio),
    n,
    ...excluded,
    note: netRetention._tag === "Exact" ? "net retention in %, of a whole ledger" : netRetention.reason
  }
}

/** Monthly recurring revenue by period, a currency at a time: money in minor units, `value` is net retention. */
export const revenueRows = Effect.fn("revenueRows")(function* ({ by, over = "month", timeZone, where }: Question) {
  if (by !== undefined || Object.keys(where).length > 0)
    return yield* new BadUsage({ message: "revenue is shown by period and currency: use --over" })
  const store = yield* Store
  const tally = yield* store.tally({
    source: "movements",
    by: ["kind", "currency", Dimension.named(Dimension.period("at", over, timeZone), "period")],
    sums: ["amountMinor"]
  })
  const series = Revenue.byCurrency(tally, "period")
  if (series.length === 0) return [measuredRow(insufficientData("no movements of recurring revenue", 0))]
  return series.flatMap(({ currency, periods }) =>
    periods.map((period): AnswerRow => ({ currency, ...revenueRow(period) }))
  )
})
