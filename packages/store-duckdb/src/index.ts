export * as DuckDbStore from "./DuckDbStore.ts"
export * as Parquet from "./Parquet.ts"
