export * as Typeform from "./Typeform.ts"
