export * as HubSpot from "./HubSpot.ts"
