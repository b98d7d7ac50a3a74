import type { Mapping, Proposal } from "@throughline/import"

const known: Readonly<Record<string, string | null>> = { canceled: null, nonpayment: "payment_failed" }

/** The mapping to start from: where a table and the API call things differently, and the reasons that were seen. */
export const mappingOf = (
  format: "recurly" | "recurly-csv",
  { customer, plan }: { readonly customer: string; readonly plan: string },
  reasons: ReadonlyArray<string> = []
): Mapping => {
  const version = "updated_at"
  const common = { customer, currency: "currency" }
  return {
    source: "recurly",
    format,
    time: { format: "iso" },
    records: [
      {
        kind: "subscriptions",
        id: "id",
        version,
        when: { column: "stage", equals: ["running", "ended", "unclear"] },
        fields: {
          ...common,
          plan,
          startedAt: "paid_from",
          endedAt: "ended_at",
          reason: {
            column: "reason_told",
            values: { ...known, ...Object.fromEntries(reasons.map((text) => [text, known[text] ?? null])) }
          },
          priceMinor: { column: "subtotal", unit: "major" }
        }
      },
      {
        kind: "movements",
        part: "new",
        id: "id",
        version,
        when: { column: "gained", equals: ["new"] },
        fields: { ...common, at: "paid_from", kind: "gained", amountMinor: "mrr" }
      },
      {
        kind: "movements",
        part: "churn",
        id: "id",
        version,
        when: { column: "lost", equals: ["churn"] },
        fields: { ...common, at: "ended_at", kind: "lost", amountMinor: "lost_mrr" }
      }
    ]
  }
}

/** The mapping with what is open. */
export const proposalOf = (mapping: Mapping, reasons: ReadonlyArray<string>, isLocal: boolean): Proposal<Mapping> => ({
  mapping,
  questions: [
    ...(isLocal ? ['time.timeZone: in which zone are the times written, as "UTC"?'] : []),
    ...(reasons.some((text) => !Object.hasOwn(known, text))
      ? ["records[0].fields.reason.values: what does each text stand for? null leaves the reason out."]
      : [])
  ]
})
