export * as DuckDbStore from "./DuckDbStore.ts"
