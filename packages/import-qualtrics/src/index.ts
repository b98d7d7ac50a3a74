export * as Qualtrics from "./Qualtrics.ts"
