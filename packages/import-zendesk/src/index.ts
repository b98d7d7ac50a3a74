export * as Zendesk from "./Zendesk.ts"
