import { estimate, insufficientData, type Measured } from "@throughline/core"
import type { NpsBars, NpsGroup, Report, TrendLine } from "../../src/index.ts"
import { leaving } from "./leaving.ts"
import { onlineRetailer } from "./onlineRetailer.ts"

const between = (value: number, low: number, high: number, n: number): Measured =>
  estimate(value, { low, high, level: 0.95, method: "adjusted Wald" }, n)

const group = (
  name: string,
  [detractors, passives, promoters]: readonly [number, number, number],
  differs?: "higher" | "lower"
): NpsGroup => {
  const n = detractors + passives + promoters
  const value = ((promoters - detractors) / n) * 100
  const half = 196 * Math.sqrt(((promoters + detractors) / n - ((promoters - detractors) / n) ** 2) / n)
  return {
    name,
    differs,
    nps: { score: between(value, value - half, value + half, n), counts: { detractors, passives, promoters } }
  }
}

/** NPS by channel. */
export const byChannel: NpsBars = {
  title: "Phone is the only channel clearly below the rest",
  subtitle: "Net Promoter Score by channel of the last contact · differences after Benjamini–Hochberg correction",
  groups: [
    group("App", [98, 205, 361], "higher"),
    group("Web", [161, 301, 402]),
    group("E-mail", [91, 140, 152]),
    group("Store", [12, 19, 26]),
    group("Phone", [120, 83, 61], "lower"),
    { name: "Chat", nps: { score: { _tag: "Suppressed", minimum: 10, n: 6 } } }
  ]
}

/** NPS by month, the last one not over. */
export const byMonth: TrendLine = {
  title: "NPS has fallen since the move to the new carrier in December",
  subtitle: "Net Promoter Score by month of answer · band: 95 % confidence",
  format: { style: "signed" },
  periods: [
    { label: "Jul 2025", value: between(21, 16, 26, 980) },
    { label: "Aug 2025", value: between(22, 17, 27, 1002) },
    { label: "Sep 2025", value: between(24, 19, 29, 990) },
    { label: "Oct 2025", value: insufficientData("no survey was sent", 0) },
    { label: "Nov 2025", value: between(23, 18, 28, 1040) },
    { label: "Dec 2025", value: between(17, 12, 22, 1201) },
    { label: "Jan 2026", value: between(15, 10, 20, 1090) },
    { label: "Feb 2026", value: between(16, 11, 21, 1033) },
    { label: "Mar 2026", value: between(13, 2, 24, 211), inProgress: true }
  ]
}

/** The report of an online retailer. */
export const retailerReport: Report = {
  title: "Online retailer · customer experience · Jan–Mar 2026",
  finding: "Getting help after a late delivery is where customers are lost",
  scope:
    "Online retailer · customers with a first order · 1 Jan – 31 Mar 2026 · 3,214 answers from 9,870 invitations (33 %)",
  measures: [
    {
      name: "NPS",
      value: between(16, 13, 19, 3214),
      format: { style: "signed" },
      better: "higher",
      change: { difference: between(-4, -9, 1, 3214), since: "Q4", certain: false }
    },
    {
      name: "Satisfaction (CSAT)",
      value: between(0.71, 0.69, 0.73, 3214),
      format: { style: "percent" },
      better: "higher",
      change: { difference: between(-0.05, -0.08, -0.02, 3214), since: "Q4", certain: true }
    },
    {
      name: "Effort (CES 2.0, 1–7)",
      value: between(4.6, 4.4, 4.8, 752),
      format: { style: "number" },
      better: "higher",
      change: { difference: between(-0.5, -0.8, -0.2, 752), since: "Q4", certain: true }
    },
    {
      name: "Still customers after 6 months",
      value: between(0.74, 0.7, 0.77, 600),
      format: { style: "percent" },
      better: "higher",
      change: {
        difference: insufficientData("Q4 customers were not followed long enough", 0),
        since: "Q4",
        certain: false
      },
      note: "Kaplan–Meier"
    },
    {
      name: "Tickets per 100 orders",
      value: between(18, 17.2, 18.8, 2170),
      format: { style: "number", decimals: 0 },
      better: "lower",
      change: { difference: between(4, 2.8, 5.2, 2170), since: "Q4", certain: true },
      note: "of 2,170 tickets, 38 % about delivery"
    }
  ],
  fixFirst: [
    {
      name: "Customer service interaction",
      finding: "Experienced 2.8 where 4.3 is expected. 52 % say they had to explain it twice.",
      evidence: "18 % of customers reach it · gap −1.5 ± 0.2 · 141 answers"
    },
    {
      name: "Delivery",
      finding:
        "Experienced 3.3 where 4.6 is expected. 41 % say it came later than promised; they leave about twice as fast.",
      evidence: "100 % of customers reach it · gap −1.3 ± 0.1 · 598 answers"
    },
    {
      name: "Order & delivery updates",
      finding: "Experienced 3.6 where 4.2 is expected. 24 % got no word when the date slipped.",
      evidence: "100 % of customers reach it · gap −0.6 ± 0.1 · 377 answers"
    }
  ],
  journey: onlineRetailer,
  trends: [byMonth],
  npsBy: [byChannel],
  survival: leaving,
  dataQuality: [
    {
      file: "responses.csv",
      read: 3302,
      imported: 3214,
      rejected: 61,
      skipped: 12,
      duplicate: 15,
      reasons: [
        {
          reason: "score 6.5 is not a point of the scale 0 to 10",
          count: 48,
          howToFix: "Export whole numbers, or map the question to a mean."
        },
        {
          reason: "no time zone in “2026-03-29 02:30”",
          count: 13,
          howToFix: "Name the time zone of the column in the mapping."
        }
      ]
    },
    { file: "tickets.ndjson", read: 2170, imported: 2170, rejected: 0, skipped: 0, duplicate: 0, reasons: [] }
  ],
  method: [
    {
      term: "Gap",
      definition:
        "Mean experience minus mean expectation of the same persons, with the interval of the paired difference."
    },
    {
      term: "NPS",
      definition: "Promoters (9–10) minus detractors (0–6) in per cent of all valid answers; adjusted Wald interval."
    },
    {
      term: "Still customers",
      definition: "Kaplan–Meier with log-log interval; customers still active are censored when last seen."
    },
    { term: "Differences", definition: "Benjamini–Hochberg correction over all groups, false discovery rate 5 %." }
  ],
  footer: "Made with Throughline 0.1.0 · responses.csv (sha-256 3f9a…), tickets.ndjson (sha-256 77c0…) · 2026-04-02"
}
