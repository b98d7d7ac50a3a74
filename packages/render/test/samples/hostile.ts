import { estimate, insufficientData, type Measured } from "@throughline/core"
import type { ChannelKind, JourneyMap, JourneyTouchpoint, Report } from "../../src/index.ts"
import { retailerReport } from "./retailerReport.ts"

/** What a ticket, a file or a name may hold. */
export const hostileTexts: ReadonlyArray<string> = [
  "<script>alert(1)</script>",
  "</style><script>alert(2)</script>",
  '"onload="alert(3)" x=\'',
  "</title></svg><img src=x onerror=alert(4)>",
  "]]>&lt;&#0;&amp;--><!--",
  "\u0000\u0001\u0008\u000b\u001b[31mred\u001b[0m\u007f\u0085\ufffe\uffff",
  "\ud800 lone \udc00 halves \ud83d",
  "A very long name ".repeat(12),
  "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurfsberatung".repeat(3),
  "客户服务互动体验非常不好需要解释两次而且没有人回答我们的问题所以我们很生气",
  "خدمة العملاء بعد التسليم المتأخر",
  "שירות לקוחות \u202eevil\u202c לאחר משלוח",
  "👩‍👩‍👧‍👦🏳️‍🌈🇩🇪👍🏽".repeat(8),
  "a\u0301\u0302\u0303".repeat(40),
  "",
  "   ",
  "=cmd|' /C calc'!A0",
  "url(#x) {{7*7}} $(x) javascript:alert(5)",
  "line\nbreak\ttab\r\nand\u2028more"
]

const text = (i: number): string => hostileTexts[i % hostileTexts.length] ?? ""

const kinds: ReadonlyArray<ChannelKind> = [
  "web",
  "app",
  "email",
  "phone",
  "chat",
  "store",
  "social",
  "parcel",
  "post",
  "event",
  "other"
]

const measured = (i: number, value: number, half: number): Measured => {
  if (i % 7 === 3) return insufficientData(text(i), 0)
  if (i % 7 === 5) return { _tag: "Suppressed", minimum: 10, n: 4 }
  if (i % 11 === 8) return estimate(Number.NaN, { low: -Infinity, high: Infinity, level: 0.95, method: text(i) }, 12)
  return estimate(
    value,
    { low: value - half, high: value + half, level: 0.95, method: text(i) },
    i % 5 === 0 ? 12 : 200
  )
}

const touchpoint = (i: number): JourneyTouchpoint => ({
  id: text(i),
  name: text(i),
  stage: text(Math.floor(i / 3) * 2),
  channel: i % 4 === 3 ? undefined : { kind: kinds[i % kinds.length] ?? "other", label: text(i + 5) },
  momentOfTruth: i % 3 === 0,
  optional: i % 6 === 4,
  expected: measured(i + 2, 3 + ((i * 7) % 10) / 5, 0.1),
  experienced: measured(i, 2 + ((i * 3) % 15) / 5, 0.3),
  gap: measured(i, -1 + ((i * 5) % 9) / 5, 0.3),
  painPoint: i % 2 === 0 ? { text: text(i + 3), share: (i % 10) / 10 } : undefined,
  nps:
    i % 3 === 1
      ? undefined
      : { score: measured(i + 1, -60 + ((i * 31) % 140), 9), counts: { detractors: i, passives: 3, promoters: 20 } },
  customers: i % 9 === 7 ? undefined : 10 ** (i % 8)
})

/** A map of so many touchpoints, each with a name nobody would choose. */
export const hostileMap = (count: number): JourneyMap => ({
  title: hostileTexts.slice(0, 4).join(" "),
  subtitle: hostileTexts.slice(4, 9).join(" "),
  scale: { minimum: 1, maximum: 5 },
  touchpoints: Array.from({ length: count }, (_, i) => touchpoint(i))
})

/** A report in which every text is hostile. */
export const hostileReport: Report = {
  title: hostileTexts.join(" "),
  finding: hostileTexts.slice(0, 6).join(" "),
  scope: hostileTexts.join(" "),
  measures: retailerReport.measures.map((measure, i) => ({
    ...measure,
    name: text(i),
    note: text(i + 7),
    value: measured(i, 12, 3),
    change: measure.change && { ...measure.change, since: text(i + 2) }
  })),
  fixFirst: hostileTexts.map((one, i) => ({ name: one, finding: text(i + 1), evidence: text(i + 2) })),
  journey: hostileMap(30),
  trends: [
    {
      title: text(2),
      subtitle: text(3),
      format: { style: "percent" },
      periods: hostileTexts.map((label, i) => ({ label, value: measured(i, i / 20, 0.1), inProgress: i === 18 }))
    }
  ],
  npsBy: [
    {
      title: text(1),
      subtitle: text(9),
      groups: hostileTexts.map((name, i) => ({
        name,
        nps: { score: measured(i, 100 - i * 10, 30), counts: { detractors: Number.NaN, passives: -1, promoters: i } },
        differs: i % 3 === 0 ? "higher" : undefined
      }))
    },
    { title: text(1), subtitle: text(9), groups: [{ name: text(0), nps: { score: insufficientData(text(1), 0) } }] }
  ],
  survival: {
    title: text(3),
    subtitle: text(8),
    unit: text(0),
    groups: hostileTexts.slice(0, 8).map((name, i) => ({
      name,
      steps: Array.from({ length: i * 40 }, (_, k) => ({
        time: k / 3,
        atRisk: 4000 - k * 10,
        events: 8,
        censored: 2,
        survival: Math.exp(-k * 0.002 * i),
        low: Math.exp(-k * 0.002 * i) - 0.05,
        high: Math.exp(-k * 0.002 * i) + 0.05
      }))
    }))
  },
  dataQuality: hostileTexts.map((file, i) => ({
    file,
    read: 10 ** i,
    imported: i,
    rejected: 1,
    skipped: 0,
    duplicate: 0,
    reasons: [{ reason: text(i + 1), count: 1, howToFix: text(i + 4) }]
  })),
  method: hostileTexts.map((term, i) => ({ term, definition: text(i + 1) })),
  footer: hostileTexts.join(" ")
}
