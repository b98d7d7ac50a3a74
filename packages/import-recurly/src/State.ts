import { Amount, minorDigits, type Unsaid, type ValueOf } from "@throughline/import/format"
import { monthsBetween } from "./Months.ts"

const skip = "leave the rules for movements out, or such subscriptions with skipWhen"
const unsaid = {
  coupon: {
    found: "a coupon",
    expected: "a price without a discount",
    fix: "take list_mrr and lost_list_mrr for the amounts: they leave it out"
  },
  amount: { found: "no subtotal", expected: "a subtotal such as 9.00", fix: skip },
  period: {
    found: "a period that is not of whole months",
    expected: "a period from the same day to the same day",
    fix: skip
  },
  paused: { found: "a paused subscription", expected: "a movement at the time of the pause", fix: skip },
  state: {
    found: "an unknown state",
    expected: "a state such as active or expired",
    fix: "say with skipWhen which to leave out"
  },
  start: {
    found: "no activated_at and no created_at",
    expected: "the time of the start",
    fix: "get the subscription again"
  },
  written: {
    found: "times in another form",
    expected: "times as 2026-03-29 10:00:00",
    fix: "use the table as it is: spreadsheets rewrite times"
  },
  end: {
    found: "an expired subscription without expires_at",
    expected: "the time of the end",
    fix: "get the subscription again"
  }
} as const satisfies Readonly<Record<string, Unsaid>>
type Reason = keyof typeof unsaid

type Stage = "unstarted" | "trial" | "running" | "ended" | "unclear"

const stages: ReadonlyMap<string, Stage> = new Map([
  ["future", "unstarted"],
  ["failed", "unstarted"],
  ["active", "running"],
  ["canceled", "running"],
  ["paused", "running"],
  ["expired", "ended"]
])

const times = ["activated_at", "created_at", "expires_at", "trial_ends_at", "current_period_started_at"]

const isWritten = (text: string): boolean => /^\d{4}-\d\d-\d\d[T ][\d:.]{5,15}Z?$/.test(text)

interface State {
  readonly stage: Stage
  readonly paidFrom: string
  readonly because: Reason | undefined
}

/** Whether the subscription is in its trial, or ended within it: its last period is the trial. */
const isOnlyTried = (value: ValueOf, stage: Stage): boolean => {
  const trialEnd = value("trial_ends_at")
  if (trialEnd === "") return false
  return stage === "ended" ? value("expires_at") <= trialEnd : value("current_period_started_at") < trialEnd
}

const stateOf = (value: ValueOf): State => {
  const stage = stages.get(value("state"))
  const start = value("activated_at") || value("created_at")
  const trialEnd = value("trial_ends_at")
  const unclear = (because: Reason): State => ({ stage: "unclear", paidFrom: "", because })
  if (!times.every((name) => value(name) === "" || isWritten(value(name)))) return unclear("written")
  if (stage === undefined) return unclear("state")
  if (stage === "unstarted") return { stage, paidFrom: "", because: undefined }
  if (stage === "ended" && value("expires_at") === "") return unclear("end")
  if (start === "") return unclear("start")
  const isTried = isOnlyTried(value, stage)
  const isDelayed = trialEnd > start
  return { stage: isTried ? "trial" : stage, paidFrom: isDelayed ? trialEnd : start, because: undefined }
}

interface Revenue {
  readonly list: number | Reason
  readonly mrr: number | Reason
}

const listOf = (value: ValueOf): number | Reason => {
  const subtotal = Amount.amountOf(value("subtotal"))
  const months = monthsBetween(value("current_period_started_at"), value("current_period_ends_at"))
  if (value("state") === "paused") return "paused"
  if (subtotal === undefined) return "amount"
  if (months === undefined) return "period"
  const digits = 10 ** minorDigits(value("currency"))
  return Amount.whole(Amount.times(subtotal, digits, months)) ?? "amount"
}

const revenueOf = (value: ValueOf): Revenue => {
  const list = listOf(value)
  return { list, mrr: typeof list === "number" && value("has_coupon") === "true" ? "coupon" : list }
}

/** The columns that are made of a subscription. */
export const madeNames = [
  "stage",
  "paid_from",
  "ended_at",
  "reason_told",
  "gained",
  "lost",
  "mrr",
  "list_mrr",
  "lost_mrr",
  "lost_list_mrr"
] as const

const amount = (found: number | Reason, sign: 1 | -1): string =>
  typeof found === "number" ? String(sign * found + 0) : ""

/** Their values, in this order. */
export const madeOf = (value: ValueOf): ReadonlyArray<string> => {
  const { paidFrom, stage } = stateOf(value)
  const { list, mrr } = revenueOf(value)
  const hasLeft = stage === "ended"
  const isPaying = (hasLeft || stage === "running") && list !== 0
  return [
    value("state") === "" && value("id") === "" ? "" : stage,
    paidFrom,
    hasLeft ? value("expires_at") : "",
    hasLeft ? value("expiration_reason") : "",
    isPaying ? "new" : "",
    isPaying && hasLeft ? "churn" : "",
    amount(mrr, 1),
    amount(list, 1),
    amount(mrr, -1),
    amount(list, -1)
  ]
}

/** By column: why it says nothing. */
export const whyNot = (value: ValueOf): ReadonlyMap<string, Unsaid> => {
  const { list, mrr } = revenueOf(value)
  const found: ReadonlyArray<readonly [string, number | Reason | undefined]> = [
    ["paid_from", stateOf(value).because],
    ["mrr", mrr],
    ["lost_mrr", mrr],
    ["list_mrr", list],
    ["lost_list_mrr", list]
  ]
  return new Map(found.flatMap(([column, reason]) => (typeof reason === "string" ? [[column, unsaid[reason]]] : [])))
}
