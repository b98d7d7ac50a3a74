import { type Measured, Survival } from "@throughline/core"
import { customers, lifetimes } from "./customers.ts"

const percent = (share: number): string => (100 * share).toFixed(1)

const share = (measured: Measured): string => {
  if (measured._tag === "InsufficientData") return measured.reason
  if (measured._tag === "Suppressed") return "withheld"
  const { low, high } = measured.interval
  return `${percent(measured.value)} (${percent(low)} to ${percent(high)})`
}

const time = ({ interval, value }: Survival.SurvivalTime): string =>
  value === null && interval.low === null
    ? "not reached"
    : `${value ?? "not reached"} (${interval.low ?? "–"} to ${interval.high ?? "–"})`

const groups = Survival.by(customers, "contract", lifetimes).flatMap(({ result, value }) =>
  result._tag === "SurvivalCurve" ? [{ contract: String(value), curve: result }] : []
)

const row = (name: string, cell: (group: (typeof groups)[number]) => string): void =>
  console.log(`${name.padEnd(20)}${groups.map((group) => cell(group).padEnd(26)).join("")}`.trimEnd())

console.log("Who stays, by contract: Kaplan–Meier, 95 % intervals by the log-log rule\n")
row("", ({ contract }) => contract)
row("Customers", ({ curve }) => curve.n.toLocaleString("en"))
row("Left", ({ curve }) => curve.eventCount.toLocaleString("en"))
row("Median months", ({ curve }) => time(curve.median))
for (const months of [12, 24, 48, 72]) row(`% after ${months} months`, ({ curve }) => share(Survival.at(curve, months)))
