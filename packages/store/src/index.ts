export type { Batch, EraseReport, WriteReport } from "./Batch.ts"
export type { Capabilities } from "./Capabilities.ts"
export type {
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
} from "./Query.ts"
export { Store } from "./Store.ts"
export { StoreError, StoreErrorReason } from "./StoreError.ts"
