export * as Intercom from "./Intercom.ts"
