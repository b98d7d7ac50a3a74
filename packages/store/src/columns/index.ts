/** How records are kept: the columns of each kind, and records to rows and back. */
export type { Column, ColumnType, Stored } from "./Column.ts"
export { columnsOf } from "./columnsOf.ts"
export { customerColumns } from "./customerColumns.ts"
export { erasedOf } from "./erasedOf.ts"
export { fieldsOf } from "./fieldsOf.ts"
export { fromRow } from "./fromRow.ts"
export { checkId, type Rows, toRows } from "./toRows.ts"
