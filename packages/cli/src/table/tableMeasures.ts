import { drivers, logisticDrivers, peakEnd, penaltyReward, themeImpact } from "./impacts.ts"
import { competingReasons, cox, lifeTable, logRank, survival } from "./lifetimes.ts"
import { bgNbd, calibration, healthScore, rfm, savePlays } from "./loyalty.ts"
import { acsi, kano, nps, servqual, zendeskCsat } from "./questionnaires.ts"
import { rateRatio } from "./rates.ts"
import { requestDuplicates, requests } from "./requests.ts"
import { ces, csat, gap, mean } from "./scores.ts"
import type { TableMeasure } from "./TableMeasure.ts"

/** What can be measured from the columns of a table alone. */
export const tableMeasures: Readonly<Record<string, TableMeasure>> = {
  nps,
  csat,
  mean,
  ces,
  gap,
  "zendesk-csat": zendeskCsat,
  acsi,
  kano,
  servqual,
  "penalty-reward": penaltyReward,
  "peak-end": peakEnd,
  "theme-impact": themeImpact,
  drivers,
  "logistic-drivers": logisticDrivers,
  survival,
  "log-rank": logRank,
  "life-table": lifeTable,
  "competing-reasons": competingReasons,
  cox,
  "health-score": healthScore,
  calibration,
  rfm,
  "bg-nbd": bgNbd,
  "rate-ratio": rateRatio,
  "save-plays": savePlays,
  requests,
  "request-duplicates": requestDuplicates
}
