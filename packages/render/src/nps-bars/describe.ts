import { nameOf } from "../text/clean.ts"
import { inWords, known, plural, reason } from "../text/number.ts"
import type { NpsBars, NpsGroup } from "./NpsBars.ts"

/** One group in words. */
export const groupInWords = ({ differs, name, nps: { score } }: NpsGroup): string => {
  const estimate = known(score)
  const about = estimate ? `NPS ${inWords(estimate, { style: "signed" })}` : reason(score)
  return `${nameOf(name)}: ${about}${differs ? `, ${differs} than the rest` : ""}`
}

/** Everything the bars say, in words. */
export const describe = ({ groups }: NpsBars): string =>
  `Net Promoter Scores of ${plural(groups.length, "group")}. ${groups.map(groupInWords).join("; ")}.`
