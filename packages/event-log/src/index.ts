export * as Xes from "./Xes.ts"
