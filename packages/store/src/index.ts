export type { Batch, EraseReport, Removal, RemoveReport, WriteReport } from "./Batch.ts"
export type { Capabilities } from "./Capabilities.ts"
export * as Columns from "./columns/index.ts"
export type { Engine } from "./Engine.ts"
export { fromEngine } from "./fromEngine.ts"
export * as MemoryStore from "./memory/MemoryStore.ts"
export {
  type CheckedQuery,
  checkFilter,
  checkQuery,
  type FieldTest,
  type Origin,
  type UncheckedQuery
} from "./query/CheckedQuery.ts"
export type {
  DateField,
  DerivedSource,
  DimensionOf,
  Field,
  NamesOf,
  NumberField,
  ReadQuery,
  SourceName,
  SourceRows,
  SumField,
  TallyQuery
} from "./query/Query.ts"
export type { Settings } from "./query/Settings.ts"
export { retrying } from "./retrying.ts"
export * as RollupSql from "./rollup/index.ts"
export type { Rollup, RollupKey, RollupReport, Rollups } from "./rollup/Rollups.ts"
export { Store } from "./Store.ts"
export { StoreError, StoreErrorReason } from "./StoreError.ts"
export * as Sql from "./sql/index.ts"
export { type Bytes, Traffic } from "./Traffic.ts"
