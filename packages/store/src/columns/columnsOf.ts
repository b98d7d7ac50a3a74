import { type RecordKind, Records, recordKinds } from "@throughline/core"
import type * as SchemaAST from "effect/SchemaAST"
import type { Column, ColumnType } from "./Column.ts"

const isWhole = (check: SchemaAST.Check<number>): boolean =>
  check._tag === "FilterGroup"
    ? check.checks.some(isWhole)
    : check.annotations?.representation?.id === "effect/schema/isInt"

const isDate = (ast: SchemaAST.AST): boolean => {
  const { representation } = ast.annotations ?? {}
  if (typeof representation !== "object" || representation === null) return false
  return "id" in representation && representation.id === "effect/schema/Date"
}

const literalsOf = (ast: SchemaAST.AST): ReadonlyArray<string> | undefined => {
  if (ast._tag !== "Union") return undefined
  return ast.types.map((type) => {
    if (type._tag === "Literal" && typeof type.literal === "string") return type.literal
    throw new Error("A field of several types cannot be a column")
  })
}

const typeOf = (ast: SchemaAST.AST): ColumnType => {
  if (ast._tag === "String" || ast._tag === "Union") return "text"
  if (ast._tag === "Boolean") return "boolean"
  if (ast._tag === "Number") return ast.checks?.some(isWhole) ? "integer" : "real"
  if (isDate(ast)) return "instant"
  throw new Error(`A field of type ${ast._tag} cannot be a column`)
}

const columns = (ast: SchemaAST.AST, outer?: string): ReadonlyArray<Column> => {
  if (ast._tag !== "Objects") throw new Error(`A record is a struct, found ${ast._tag}`)
  return ast.propertySignatures.flatMap(({ name, type }) => {
    const field = String(name)
    if (type._tag === "Objects" && outer === undefined) return columns(type, field)
    const literals = literalsOf(type)
    return {
      name: outer === undefined ? field : `${outer}_${field}`,
      type: typeOf(type),
      required: type.context?.isOptional !== true,
      path: outer === undefined ? ([field] as const) : ([outer, field] as const),
      ...(literals === undefined ? {} : { literals })
    }
  })
}

const known = new Map(recordKinds.map((kind) => [kind, columns(Records[kind].ast)]))

/** The columns of a kind of record, from its schema: every field in the schema's order, the evidence flattened. */
export const columnsOf = (kind: RecordKind): ReadonlyArray<Column> => known.get(kind) ?? []
