import { Gap, PlannedJourney } from "@throughline/core"
import { experiences, journey } from "./journey.ts"

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value))

const row = (cells: readonly [string, string, string, string, string]): string => {
  const [touchpoint, expected, experienced, gap, improve] = cells
  return `${touchpoint.padEnd(27)}${expected.padStart(8)}${experienced.padStart(12)}${gap.padStart(5)}  ${improve}`
}

console.log(`${journey.name}: one person's map, 1 to 5\n`)
console.log(row(["Touchpoint", "Expected", "Experienced", "Gap", "What to improve"]))
for (const { touchpoints } of journey.stages) {
  for (const { id, name } of touchpoints) {
    const { expected, experienced, improve } = experiences[id]
    console.log(row([name, String(expected), String(experienced), signed(experienced - expected), improve]))
  }
}
console.log(`\nNot on the map: ${PlannedJourney.uncoveredStages(journey).join(", ")}`)

const { expected, experienced } = experiences.support
const measured = Gap.fromPairs([{ expected, perceived: experienced }])
if (measured._tag === "InsufficientData") {
  console.log(`As a measure of customers: ${measured.reason} (n = ${measured.n})`)
}
