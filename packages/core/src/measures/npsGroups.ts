import type { Trinomial } from "../stats/NetScore.ts"
import * as ScoreCounts from "./ScoreCounts.ts"

/** Detractors 0–6, passives 7–8 and promoters 9–10, from answers of 0 to 10. */
export const npsGroups = (counts: ScoreCounts.ScoreCounts): Trinomial => ({
  negative: ScoreCounts.within(counts, 0, 6),
  neutral: ScoreCounts.within(counts, 7, 8),
  positive: ScoreCounts.within(counts, 9, 10)
})
