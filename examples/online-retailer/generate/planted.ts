import { checkoutFix } from "./calendar.ts"
import type { Spread, Weighted } from "./random.ts"

/** What is true in this company: every number that an analysis of the files should find again. */

export type Touchpoint =
  | "search-product"
  | "website-visit"
  | "product-reviews"
  | "purchase-process"
  | "order-updates"
  | "delivery"
  | "customer-service"
  | "personalised-offer"

export type Channel = "web" | "app" | "email" | "phone" | "chat" | "parcel"
export type Carrier = "NordPost" | "SwiftShip" | "Paketblitz"
export type Tariff = "Plus Monat" | "Plus Jahr"

export const customers = { active: 38_500, dormant: 11_000 }

/** What a customer does next. `end` is the end of the journey. */
export type State =
  | Exclude<Touchpoint, "purchase-process" | "delivery" | "customer-service">
  | "purchase-completed"
  | "purchase-abandoned"
  | "delivery-in-time"
  | "delivery-late"
  | "service-before-delivery"
  | "service-after-delivery"

export const transitions: Readonly<Record<State, Weighted<Touchpoint | "end">>> = {
  "search-product": [
    [70, "website-visit"],
    [14, "search-product"],
    [16, "end"]
  ],
  "website-visit": [
    [52, "product-reviews"],
    [12, "search-product"],
    [12, "purchase-process"],
    [24, "end"]
  ],
  "product-reviews": [
    [32, "search-product"],
    [40, "purchase-process"],
    [28, "end"]
  ],
  "purchase-completed": [[1, "order-updates"]],
  "purchase-abandoned": [
    [20, "search-product"],
    [80, "end"]
  ],
  "order-updates": [
    [70, "delivery"],
    [26, "order-updates"],
    [4, "customer-service"]
  ],
  "delivery-in-time": [
    [85, "customer-service"],
    [450, "personalised-offer"],
    [465, "end"]
  ],
  "delivery-late": [
    [36, "customer-service"],
    [38, "personalised-offer"],
    [26, "end"]
  ],
  "service-before-delivery": [
    [90, "delivery"],
    [10, "customer-service"]
  ],
  "service-after-delivery": [
    [12, "customer-service"],
    [26, "personalised-offer"],
    [62, "end"]
  ],
  "personalised-offer": [[1, "end"]]
}

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** Seconds from one touchpoint to the next. Reviews hold people for days: half stay longer than five. */
export const dwell: Readonly<Record<Touchpoint, Spread>> = {
  "search-product": [
    [80, 20, 4 * minute],
    [20, 4 * minute, 25 * minute]
  ],
  "website-visit": [
    [70, minute, 12 * minute],
    [25, 12 * minute, hour],
    [5, hour, day]
  ],
  "product-reviews": [
    [15, 5 * minute, 2 * hour],
    [15, 2 * hour, 2 * day],
    [40, 2 * day, 8 * day],
    [30, 8 * day, 28 * day]
  ],
  "purchase-process": [[1, minute, 15 * minute]],
  "order-updates": [
    [70, 8 * hour, day],
    [30, day, 2 * day]
  ],
  delivery: [
    [60, 2 * hour, day],
    [40, day, 4 * day]
  ],
  "customer-service": [
    [60, 4 * hour, day],
    [40, day, 3 * day]
  ],
  "personalised-offer": [[1, hour, day]]
}

/** Share of started purchases that are completed. */
export const completion = (at: number) => (at >= checkoutFix ? 0.78 : 0.66)

/** Carriers serve fixed areas: a customer always has the same one. Late is more than a day after the promised time. */
export const carriers: Readonly<Record<Carrier, { share: number; late: number; inTime: number; whenLate: number }>> = {
  NordPost: { share: 38, late: 0.4, inTime: 3.2333, whenLate: 1.9 },
  Paketblitz: { share: 32, late: 0.15, inTime: 3.7647, whenLate: 2 },
  SwiftShip: { share: 30, late: 0.05, inTime: 4.2947, whenLate: 2.4 }
}

/** Mean satisfaction (1–5), where it depends on nothing but the touchpoint. */
export const satisfaction = {
  "search-product": 4.1,
  "website-visit": 4.0,
  "product-reviews": 3.6,
  "order-updates": 3.6,
  "personalised-offer": 3.7
}
export const purchaseSatisfaction = (at: number) => (at >= checkoutFix ? 4.2 : 3.4)
export const serviceSatisfaction = { human: 3.1, automated: 2.35 }
export const automatedShare = 0.4

/** Mean agreement that it was easy (1–7, high is good). */
export const effort = { "product-reviews": 4.6, "customer-service": 3.3 }
export const purchaseEffort = (at: number) => (at >= checkoutFix ? 5.6 : 4.4)

/** How somebody with satisfaction 1, 2, 3, 4, 5 answers 0 to 10: weights. */
export const recommendation: ReadonlyArray<ReadonlyArray<number>> = [
  [22, 14, 12, 14, 10, 12, 6, 5, 3, 1, 1],
  [8, 6, 8, 10, 10, 18, 14, 14, 8, 2, 2],
  [2, 2, 3, 4, 6, 16, 18, 22, 18, 6, 3],
  [1, 0, 1, 1, 2, 5, 9, 20, 32, 18, 11],
  [0, 0, 0, 0, 1, 2, 3, 8, 20, 30, 36]
]

/** Share of customers who meet a touchpoint and answer its survey, and mean prediction and importance (1–5) before. */
export const surveys: Readonly<Record<Touchpoint, { answered: number; predicted: number; importance: number }>> = {
  "search-product": { answered: 0.25, predicted: 3.9, importance: 3.8 },
  "website-visit": { answered: 0.24, predicted: 3.9, importance: 3.5 },
  "product-reviews": { answered: 0.34, predicted: 3.8, importance: 3.6 },
  "purchase-process": { answered: 0.48, predicted: 4.2, importance: 4.5 },
  "order-updates": { answered: 0.44, predicted: 4.2, importance: 3.9 },
  delivery: { answered: 0.56, predicted: 4.6, importance: 4.6 },
  "customer-service": { answered: 0.7, predicted: 4.3, importance: 4.4 },
  "personalised-offer": { answered: 0.45, predicted: 3.3, importance: 2.4 }
}

/** Chance a day that a member leaves, and by how much a late NordPost parcel multiplies it from then on. */
export const leaving: Readonly<Record<Tariff, number>> = { "Plus Monat": 0.002, "Plus Jahr": 0.001 }
export const lateNordPostFactor = 2

/** "Refund not arrived": further tickets a day, from none on 1 May to this many on 30 June. */
export const refundTicketsAtEnd = 6

/** "Parcel lost": tickets a day from 16 June on, of customers whose carrier is NordPost; none before. */
export const lostParcelTickets = [3, 7] as const
