/** Everything about tallies under one name: `Tally.from`, `Tally.merge`, `Tally.by`. */
export * from "./from.ts"
export { type ColumnInput, type ColumnsInput, fromColumns } from "./fromColumns.ts"
export * from "./merge.ts"
export * from "./read.ts"
export * from "./slice.ts"
export * from "./Tally.ts"
export { encode, fromJson, type TallyJson, toJson } from "./TallyJson.ts"
