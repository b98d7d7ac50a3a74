import { Gap, type Group, type Measured, Nps, PlannedJourney, Tally } from "@throughline/core"
import { answers } from "./answers.ts"
import { expectations, journey } from "./journey.ts"

const signed = (value: number, decimals: number): string => (value > 0 ? "+" : "") + value.toFixed(decimals)

const say = (result: Measured, decimals: number): string => {
  switch (result._tag) {
    case "Estimate": {
      const { low, high } = result.interval
      return `${signed(result.value, decimals)} (${signed(low, decimals)} to ${signed(high, decimals)}), n = ${result.n}`
    }
    case "InsufficientData":
      return `not known: ${result.reason}`
    case "Suppressed":
      return `withheld: fewer than ${result.minimum} answers`
  }
}

/** One line a touchpoint, in the order of the journey. */
const lines = (groups: ReadonlyArray<Group<Measured>>, decimals: number): ReadonlyArray<string> =>
  PlannedJourney.touchpoints(journey).flatMap(({ touchpoint }) =>
    groups
      .filter(({ value }) => value === touchpoint.id)
      .map(({ differs, result }) => {
        const verdict = differs ? "  differs from the others" : ""
        return `  ${touchpoint.name.padEnd(17)} ${say(result, decimals)}${verdict}`
      })
  )

const pairs = Tally.from(answers, { by: ["touchpoint", "predicted", "score"] })
const recommendations = Tally.from(answers, { by: ["touchpoint", "recommend"] })

console.log("What customers expect")
for (const { touchpoints } of journey.stages) {
  for (const { id, name } of touchpoints) console.log(`  ${name.padEnd(17)} ${expectations[id].expects}`)
}
console.log("\nExperience minus prediction, points of 1 to 5, 95 % interval")
console.log(lines(Gap.by(pairs, "touchpoint"), 2).join("\n"))
console.log("\nNet Promoter Score, 95 % interval")
console.log(lines(Nps.by(recommendations, "touchpoint", { score: "recommend" }), 0).join("\n"))
