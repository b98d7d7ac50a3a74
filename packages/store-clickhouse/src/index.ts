export * as ClickHouseStore from "./ClickHouseStore.ts"
