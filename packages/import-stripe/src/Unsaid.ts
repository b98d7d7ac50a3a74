import type { Unsaid } from "@throughline/import/format"

/** Where a price with discounts or a metered part can still be counted, by columns that say how. */
const atList =
  "take list_mrr, lost_list_mrr and, of events, list_change for the amounts: they leave out discounts and metered prices"
const skip = "leave the rule for movements out, or such subscriptions with skipWhen"

/** Why an amount cannot be told. */
export const unsaid = {
  discount: { found: "a discount", expected: "a price without a discount", fix: atList },
  metered: { found: "a metered price", expected: "a price that is known before it is used", fix: atList },
  tiers: { found: "a price without a unit amount, as of tiers", expected: "a unit amount", fix: skip },
  quantity: { found: "an item without a whole quantity", expected: "a quantity", fix: skip },
  period: { found: "a price without a period", expected: "an interval of day, week, month or year", fix: skip },
  currency: {
    found: "a price in another currency than the subscription",
    expected: "the price in its currency",
    fix: "get the subscription with items.data.price.currency_options expanded"
  },
  items: {
    found: "a part of the items",
    expected: "all items of the subscription",
    fix: "get the other items into the list items.data"
  },
  huge: { found: "an amount beyond 2^53", expected: "a smaller amount", fix: skip },
  unpaid: {
    found: "unpaid",
    expected: "to know since when its revenue is not counted",
    fix: "say so in a movement of your own; it is still a subscription until it ends"
  },
  paused: {
    found: "paused payments",
    expected: "to know since when they are paused",
    fix: "read the events of the subscription instead of its state"
  },
  before: {
    found: "a change from a price that is not told",
    expected: "previous_attributes.items beside the change of a plan or quantity",
    fix: "get the event in a newer version of the API"
  },
  end: {
    found: "a canceled subscription without ended_at",
    expected: "the time when it ended",
    fix: "get the subscription again"
  },
  status: {
    found: "an unknown status",
    expected: "a status of a subscription, such as active",
    fix: "check that the file holds subscriptions of Stripe"
  },
  start: {
    found: "no start_date and no created",
    expected: "the time of the start",
    fix: "export that column as well"
  },
  several: {
    found: "a quantity above 1",
    expected: "to know whether Amount is the price of one or of all",
    fix: "take mrr_of_all and lost_mrr_of_all where it is the price of all, mrr_of_each and lost_mrr_of_each where it is that of one"
  },
  coupon: {
    found: "a coupon",
    expected: "a price without a discount",
    fix: "take mrr_of_all and lost_mrr_of_all, or mrr_of_each and lost_mrr_of_each: they leave it out"
  },
  amount: { found: "no amount such as 9.00", expected: "an amount", fix: skip },
  table: {
    found: "a table without prices",
    expected: "the amount of the subscription",
    fix: "read subscriptions from the API, with their items, or leave the rules for movements out"
  },
  written: {
    found: "times in another form",
    expected: "times as 2026-03-29 10:00",
    fix: "use the export as it was downloaded: spreadsheets rewrite times"
  }
} as const satisfies Readonly<Record<string, Unsaid>>

export type Reason = keyof typeof unsaid
