export type { Estimate, Excluded, InsufficientData, Interval, Measured, Suppressed } from "./stats/Estimate.ts"
export { estimate, insufficientData, isEstimate, nothingExcluded } from "./stats/Estimate.ts"
