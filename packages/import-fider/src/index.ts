export * as Fider from "./Fider.ts"
