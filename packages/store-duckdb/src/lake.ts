import { type Evidence, type RecordKind, recordKinds } from "@throughline/core"
import { Columns, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { types } from "./bindings.ts"
import { conversion, isLocal, quoted } from "./conversion.ts"
import { dialect } from "./dialect.ts"
import { filesAt, listed, literally, type Scan, scanOf, unfit } from "./files.ts"
import { fileColumn, invalidFile, refuse } from "./refusal.ts"
import type { Session } from "./Session.ts"
import { table } from "./schema.ts"

/** Files of one kind of record, and what they do not say themselves. */
export interface Source {
  /** A file, or a pattern that matches several: `*`, `?`, `[abc]` in a name, `**` for any folders. */
  readonly path: string
  /** Evidence of all records, where the files have no column for it. Unless told: `source` is the file's name, `kind` `"objective"`. */
  readonly evidence?: Partial<Evidence>
  /** The time zone of the clock that times without a zone are of, such as `"UTC"` or `"Europe/Berlin"`. Unless told, they are an error. */
  readonly timeZone?: string
}

/** Where the records of each kind are; kinds that are not named have no records. */
export type Files = { readonly [Kind in RecordKind]?: string | Source }

type Found = ReadonlyMap<string, string>

/** The evidence that files without a column for it have. */
const evidenceOf = (column: Columns.Column, { evidence = {} }: Source): string | undefined => {
  if (column.name === "evidence_source" && evidence.source === undefined)
    return `parse_filename(${fileColumn}, false, 'system')`
  if (column.name === "evidence_kind") return quoted(evidence.kind ?? "objective")
  const told = column.path[0] === "evidence" ? evidence[column.path[1] as keyof Evidence] : undefined
  return told === undefined ? undefined : quoted(told)
}

const without = (column: Columns.Column, source: Source): Effect.Effect<string, StoreError> => {
  const known = evidenceOf(column, source)
  if (known !== undefined) return Effect.succeed(known)
  if (!column.required) return Effect.succeed(`CAST(NULL AS ${types[column.type]})`)
  return Effect.fail(unfit(`${source.path}: there is no column ${column.name}; name a column so, as it is here`))
}

const wrongType = (column: Columns.Column, type: string, { path, timeZone }: Source): StoreError =>
  column.type === "instant" && timeZone === undefined && isLocal(type)
    ? unfit(`${path}: the times of ${column.name} have no zone; say whose clock they are of by \`timeZone\`, as "UTC"`)
    : unfit(`${path}: the column ${column.name} has the type ${type}, which is no ${column.type}`)

/** The expression of a column: its value, or an error that names the file and the column. */
const selected = Effect.fnUntraced(function* (kind: RecordKind, column: Columns.Column, source: Source, found: Found) {
  const type = found.get(column.name)
  if (type === undefined) return yield* without(column, source)
  const name = dialect.identifier(column.name)
  // An empty cell is missing, but text can be empty.
  const from = type === "VARCHAR" && column.type !== "text" ? `nullif(${name}, '')` : name
  const converted = conversion(column, from, type, source.timeZone)
  if (converted === undefined) return yield* wrongType(column, type, source)
  const missing = column.required ? refuse(kind, column.name, "missing") : "NULL"
  return `CASE WHEN ${from} IS NULL THEN ${missing} WHEN ${converted.holds} THEN ${converted.value} ELSE ${refuse(kind, column.name, "invalid")} END`
})

const query = (session: Session, text: string) => session.columns({ text, parameters: [] })

const described = (session: Session, { path }: Source, { from }: Scan): Effect.Effect<Found, StoreError> =>
  query(session, `DESCRIBE SELECT * FROM ${from}`).pipe(
    Effect.map(([names = [], found = []]) => new Map(names.map((name, i) => [String(name), String(found[i])]))),
    Effect.mapError((error) =>
      error.reason === "InvalidRecord" ? error : unfit(`${path}: a file could not be opened as what its name ends in`)
    )
  )

/** Times with and without a zone in one column would silently become one of them. */
const checkInstants = Effect.fnUntraced(function* (
  session: Session,
  kind: RecordKind,
  { path }: Source,
  files: ReadonlyArray<string>
) {
  const instants = Columns.columnsOf(kind).flatMap(({ name, type }) => (type === "instant" ? [name] : []))
  const [[mixed] = []] = yield* query(
    session,
    `SELECT name FROM parquet_schema(${listed(files.map(literally))}) WHERE name IN (${instants.map(quoted).join(", ")}) GROUP BY name HAVING count(DISTINCT concat_ws('/', type, converted_type, logical_type)) > 1 ORDER BY name`
  )
  if (mixed !== undefined) return yield* unfit(`${path}: the column ${String(mixed)} is not of one type in all files`)
})

/** Ids are counted by their hashes, which takes little memory, and one by one only where hashes meet. */
const checkIds = Effect.fnUntraced(function* (session: Session, kind: RecordKind, { path }: Source) {
  for (const key of ["hash(id)", "id"]) {
    const [[several] = []] = yield* query(
      session,
      `SELECT count(*) FROM (SELECT ${key} AS id FROM ${dialect.table(kind)} GROUP BY ALL HAVING count(*) > 1)`
    )
    if (Number(several) === 0) return
  }
  return yield* invalidFile(`${path}: some ${kind} have the same id; every row needs an id of its own`)
})

const isTimeZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== ""
  } catch {
    return false
  }
}

/** Make the view of a kind; gives the files it reads. */
const mountKind = Effect.fnUntraced(function* (session: Session, kind: RecordKind, source: Source) {
  const { path, timeZone } = source
  if (timeZone !== undefined && !isTimeZone(timeZone)) return yield* unfit(`${path}: there is no such time zone`)
  const files = yield* filesAt(session, path)
  const scan = yield* scanOf(path, files)
  const found = yield* described(session, source, scan)
  if (scan.typed && files.length > 1) yield* checkInstants(session, kind, source, files)
  const columns = yield* Effect.forEach(Columns.columnsOf(kind), (column) =>
    Effect.map(selected(kind, column, source, found), (value) => `${value} AS ${dialect.identifier(column.name)}`)
  )
  yield* session.execute(`CREATE VIEW ${dialect.table(kind)} AS SELECT ${columns.join(", ")} FROM ${scan.from}`)
  yield* checkIds(session, kind, source)
  return files
})

/** Make every kind readable: a view over its files, or an empty table. From then on no other file can be read. */
export const mount = Effect.fnUntraced(function* (session: Session, files: Files) {
  const unknown = Object.keys(files).find((name) => !recordKinds.some((kind) => kind === name))
  if (unknown !== undefined) return yield* unfit(`There is no kind of record named ${unknown}`)
  const read = yield* Effect.forEach(recordKinds, (kind) => {
    const source = files[kind]
    if (source === undefined) return Effect.as(session.execute(table(kind)), [])
    return mountKind(session, kind, typeof source === "string" ? { path: source } : source)
  })
  const paths = read.flat()
  yield* session.execute(`SET allowed_paths = ${listed([...paths, ...paths.map(literally)])}`)
  yield* session.execute("SET enable_external_access = false")
  yield* session.execute("SET lock_configuration = true")
})
