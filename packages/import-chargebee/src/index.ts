export * as Chargebee from "./Chargebee.ts"
