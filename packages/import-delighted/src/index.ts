export * as Delighted from "./Delighted.ts"
