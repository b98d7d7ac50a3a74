import { estimate, type Measured } from "@throughline/core"
import type { ChannelKind, JourneyMap, JourneyTouchpoint } from "../../src/index.ts"

const around = (value: number, half: number, n: number, method: string): Measured =>
  estimate(value, { low: value - half, high: value + half, level: 0.95, method }, n)

interface Facts {
  readonly id: string
  readonly name: string
  readonly stage: string
  readonly channel: readonly [ChannelKind, string]
  readonly expected: number
  readonly experienced: number
  readonly half: number
  readonly n: number
  readonly nps: readonly [score: number, half: number, detractors: number, passives: number, promoters: number]
  readonly customers: number
  readonly pain?: readonly [text: string, share: number]
  readonly moment?: boolean
  readonly optional?: boolean
}

const touchpoint = (facts: Facts): JourneyTouchpoint => ({
  id: facts.id,
  name: facts.name,
  stage: facts.stage,
  channel: { kind: facts.channel[0], label: facts.channel[1] },
  momentOfTruth: facts.moment,
  optional: facts.optional,
  expected: around(facts.expected, 0.1, facts.n, "Student t"),
  experienced: around(facts.experienced, facts.half, facts.n, "Student t"),
  gap: around(facts.experienced - facts.expected, facts.half, facts.n, "paired Student t"),
  painPoint: facts.pain && { text: facts.pain[0], share: facts.pain[1] },
  nps: {
    score: around(facts.nps[0], facts.nps[1], facts.n, "adjusted Wald"),
    counts: { detractors: facts.nps[2], passives: facts.nps[3], promoters: facts.nps[4] }
  },
  customers: facts.customers
})

const rows: ReadonlyArray<Facts> = [
  {
    id: "search",
    name: "Search for a product",
    stage: "Discover",
    channel: ["web", "Web"],
    expected: 3.9,
    experienced: 4.1,
    half: 0.1,
    n: 402,
    nps: [28, 7, 74, 135, 193],
    customers: 48_200
  },
  {
    id: "website",
    name: "Website visit",
    stage: "Discover",
    channel: ["web", "Web"],
    expected: 4.1,
    experienced: 4.3,
    half: 0.08,
    n: 566,
    nps: [36, 6, 87, 179, 300],
    customers: 41_300
  },
  {
    id: "reviews",
    name: "Product reviews",
    stage: "Evaluate",
    channel: ["web", "Web"],
    expected: 4.0,
    experienced: 3.8,
    half: 0.12,
    n: 318,
    nps: [13, 9, 78, 117, 123],
    customers: 26_900,
    pain: ["Reviews not about my size", 0.17]
  },
  {
    id: "purchase",
    name: "Purchase process",
    stage: "Buy",
    channel: ["app", "App"],
    expected: 4.4,
    experienced: 4.4,
    half: 0.09,
    n: 611,
    nps: [39, 6, 87, 187, 337],
    customers: 12_400,
    moment: true
  },
  {
    id: "updates",
    name: "Order & delivery updates",
    stage: "Receive",
    channel: ["email", "E-mail"],
    expected: 4.2,
    experienced: 3.6,
    half: 0.13,
    n: 377,
    nps: [4, 8, 108, 143, 126],
    customers: 12_150,
    pain: ["No update when it slips", 0.24]
  },
  {
    id: "delivery",
    name: "Delivery",
    stage: "Receive",
    channel: ["parcel", "Parcel"],
    expected: 4.6,
    experienced: 3.3,
    half: 0.12,
    n: 598,
    nps: [-9, 7, 226, 195, 177],
    customers: 12_080,
    pain: ["Later than promised", 0.41],
    moment: true
  },
  {
    id: "service",
    name: "Customer service interaction",
    stage: "Get help",
    channel: ["phone", "Phone"],
    expected: 4.3,
    experienced: 2.8,
    half: 0.24,
    n: 141,
    nps: [-36, 13, 76, 39, 26],
    customers: 2_170,
    pain: ["Had to explain it twice", 0.52],
    moment: true,
    optional: true
  },
  {
    id: "offer",
    name: "Personalised offer",
    stage: "Come back",
    channel: ["email", "E-mail"],
    expected: 3.4,
    experienced: 3.8,
    half: 0.17,
    n: 201,
    nps: [21, 10, 39, 78, 84],
    customers: 4_310
  }
]

/** An online retailer's first quarter. */
export const onlineRetailer: JourneyMap = {
  title: "Customer service interaction falls furthest short: 2.8 where customers expect 4.3",
  subtitle: "Online retailer · Customers with a first order · Jan–Mar 2026 · 3,214 answers · score 1 to 5",
  scale: { minimum: 1, maximum: 5 },
  touchpoints: rows.map(touchpoint)
}
