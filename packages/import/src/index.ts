export { addCounts, balanced, type Counts, noCounts } from "./contract/Counts.ts"
export { Cursor } from "./contract/Cursor.ts"
export {
  BadCursor,
  BadMapping,
  type ImportError,
  MappingIssue,
  NotThisFormat,
  SourceUnavailable,
  TooManyRejects
} from "./contract/ImportError.ts"
export type { Detection, Importer, Proposal, ReadOptions } from "./contract/Importer.ts"
export { Input } from "./contract/Input.ts"
export type { Checkpoint, Ending, Imported, Message, Progress, Summary, Tombstone } from "./contract/Message.ts"
export {
  Quarantine,
  type QuarantineLine,
  QuarantineUnavailable,
  quarantine,
  quarantineLine
} from "./contract/Quarantine.ts"
export { describeRejected, type Reason, type Rejected } from "./contract/Rejected.ts"
export type { ApiSource, Following, Page, PageContent } from "./http/ApiSource.ts"
export { pages } from "./http/Pages.ts"
export type { Patience } from "./http/Patience.ts"
export { readPages } from "./http/ReadPages.ts"
export type { UrlOptions } from "./input/FromUrl.ts"
export { unpackedName } from "./input/Unpack.ts"
export type { UnpackLimits } from "./input/UnpackLimits.ts"
export { checkMapping } from "./mapping/CheckMapping.ts"
export { Encoding } from "./mapping/Encoding.ts"
export { FieldSource, NumberFormat, TimeFormat, ValueTable } from "./mapping/FieldSource.ts"
export { Condition, Mapping, RecordRule } from "./mapping/Mapping.ts"
export { decodeProject, FileMapping, mappingFor, Project, parseProject } from "./mapping/Project.ts"
export { type Hash, hashWith } from "./personal/Hash.ts"
export { PersonalPolicy } from "./personal/PersonalPolicy.ts"
export { delimited, json, ndjson, propose } from "./read/Adapters.ts"
export { read } from "./read/Read.ts"
export { type FoundFormat, readTable, type TableFormat, type TableRow, tableFormat } from "./read/Table.ts"
export type { Cells } from "./rows/Cells.ts"
