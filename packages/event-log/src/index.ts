export * as Journeys from "./Journeys.ts"
export * as Ocel from "./Ocel.ts"
export * as Xes from "./Xes.ts"
