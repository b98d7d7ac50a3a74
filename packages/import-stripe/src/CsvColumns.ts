import { Amount, type MadeColumns, minorDigits, type Unsaid, type ValueOf } from "@throughline/import/format"
import { reasons } from "./Columns.ts"
import { type State, stateOf } from "./State.ts"
import type { Reason } from "./Unsaid.ts"

/** What a column is called: in the export of the Dashboard, and in tables that a warehouse keeps. */
const names = {
  status: ["Status", "status"],
  start: ["Start Date (UTC)", "start_date"],
  created: ["Created (UTC)", "created"],
  trialStart: ["Trial Start (UTC)", "trial_start"],
  trialEnd: ["Trial End (UTC)", "trial_end"],
  endedAt: ["Ended At (UTC)", "ended_at"],
  feedback: ["Cancellation Feedback", "cancellation_details_feedback"],
  reason: ["Cancellation Reason", "cancellation_details_reason"]
} as const

const told = (value: ValueOf, column: keyof typeof names): string | undefined =>
  names[column].map((name) => value(name).trim()).find((text) => text !== "")

const isTime = (text: string | undefined): boolean =>
  text === undefined || /^\d{4}-\d{2}-\d{2}(?:[ T][\d:.]*Z?)?$/.test(text)

const stateIn = (value: ValueOf): State<string> => {
  const time = (column: keyof typeof names) => told(value, column)
  const times = {
    start: time("start"),
    created: time("created"),
    trialStart: time("trialStart"),
    trialEnd: time("trialEnd"),
    endedAt: time("endedAt")
  }
  return Object.values(times).every(isTime)
    ? stateOf({ ...times, status: time("status") })
    : { stage: "unclear", paidFrom: undefined, endedAt: times.endedAt, because: "written" }
}

/** What a subscription brings in each month, in minor units. */
interface Revenue {
  readonly mrr: number | Reason
  /** The amount is the price of one, whatever the quantity and the coupon. */
  readonly ofEach: number | Reason
  /** The amount is the price of all. */
  readonly ofAll: number | Reason
}

const none = (reason: Reason): Revenue => ({ mrr: reason, ofEach: reason, ofAll: reason })

const revenueIn = (value: ValueOf): Revenue => {
  const currency = value("Currency").trim().toUpperCase()
  const period = periodIn(value("Interval").trim())
  const amount = Amount.amountOf(value("Amount").trim())
  const quantity = value("Quantity").trim() || "1"
  if (currency === "") return none("table")
  if (told(value, "status") === "unpaid") return none("unpaid")
  if (period === undefined) return none("period")
  if (amount === undefined) return none("amount")
  if (!/^\d{1,9}$/.test(quantity)) return none("quantity")
  const ofAll = minor(Amount.monthly(amount, period), currency)
  const ofEach = minor(Amount.monthly(Amount.times(amount, Number(quantity)), period), currency)
  return { mrr: value("Coupon").trim() === "" ? only(ofEach, quantity) : "coupon", ofEach, ofAll }
}

const only = (amount: number | Reason, quantity: string): number | Reason => (Number(quantity) > 1 ? "several" : amount)

const periodIn = (interval: string) => {
  const [, count = "1", name] = /^(?:(\d{1,4}) )?(day|week|month|year)s?$/.exec(interval) ?? []
  return Amount.periodOf(name, Number(count))
}

const minor = (amount: Amount.Amount, currency: string): number | Reason =>
  Amount.whole(Amount.times(amount, 10 ** minorDigits(currency))) ?? "huge"

const written = (amount: number | Reason): string => (typeof amount === "number" ? String(amount) : "")
const lost = (amount: number | Reason): string => (typeof amount === "number" ? String(0 - amount) : "")

const reasonIn = (value: ValueOf): string => {
  const reason = told(value, "reason") ?? ""
  const isInvoluntary = /^payment[ _](?:failed|disputed)$/i.test(reason)
  return (isInvoluntary ? reason : told(value, "feedback")) ?? reason
}

/** What is told only by several columns of a row. */
export const made: MadeColumns = {
  names: [
    "currency_code",
    "stage",
    "paid_from",
    "ended",
    "reason_told",
    "gained",
    "lost",
    "mrr",
    "lost_mrr",
    "mrr_of_each",
    "lost_mrr_of_each",
    "mrr_of_all",
    "lost_mrr_of_all"
  ],
  values: (value) => {
    const { endedAt, paidFrom, stage } = stateIn(value)
    const { mrr, ofAll, ofEach } = revenueIn(value)
    const hasLeft = stage === "ended"
    const isPaying = (hasLeft || stage === "running") && ofEach !== 0
    return [
      value("Currency").trim().toUpperCase(),
      isEmpty(value) ? "" : stage,
      paidFrom ?? "",
      hasLeft ? (endedAt ?? "") : "",
      hasLeft ? reasonIn(value) : "",
      isPaying ? "new" : "",
      isPaying && hasLeft ? "churn" : "",
      written(mrr),
      lost(mrr),
      written(ofEach),
      lost(ofEach),
      written(ofAll),
      lost(ofAll)
    ]
  },
  why: (value): ReadonlyMap<string, Unsaid> => {
    const { mrr, ofAll, ofEach } = revenueIn(value)
    return reasons([
      ["paid_from", stateIn(value).because],
      ["mrr", mrr],
      ["lost_mrr", mrr],
      ["mrr_of_each", ofEach],
      ["lost_mrr_of_each", ofEach],
      ["mrr_of_all", ofAll],
      ["lost_mrr_of_all", ofAll]
    ])
  }
}

/** An empty row is no subscription. */
const isEmpty = (value: ValueOf): boolean => told(value, "status") === undefined && value("id").trim() === ""
