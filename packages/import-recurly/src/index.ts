export * as Recurly from "./Recurly.ts"
