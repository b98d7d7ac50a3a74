export type { Format } from "./format/Format.ts"
export { csv, ndjson } from "./format/generic.ts"
export { type Head, headOfBytes } from "./format/Head.ts"
export {
  type ByteScanner,
  type BytesLayout,
  type Fields,
  type FoundRecords,
  type JsonLayout,
  type JsonReading,
  type Layout,
  lines,
  type MadeColumns,
  type TableLayout,
  table,
  type Unsaid,
  type ValueOf,
  type Wrong
} from "./format/Layout.ts"
export {
  encodingOf,
  encodingQuestions,
  proposeFrom,
  type SampleColumns,
  timeOf,
  timeQuestions
} from "./propose/Propose.ts"
export { type AskedColumn, proposeResponses, type ResponsesProposal } from "./propose/Responses.ts"
export { type Role, roles } from "./propose/Roles.ts"
export { delimitedColumns, jsonColumns, type SampleColumn } from "./propose/Sample.ts"
export {
  type AskedType,
  highestScore,
  rulesByType,
  type TypedRules,
  type TypedScores
} from "./propose/SurveyTypes.ts"
export { importerOf } from "./read/importerOf.ts"
export type { JsonObject } from "./source/JsonLinesScanner.ts"
export { jsonCell, own, ownAt } from "./source/JsonPath.ts"
export type { Damage, Place } from "./source/RecordHandler.ts"
export { longestRecord } from "./source/RecordHandler.ts"
export { detectEncoding, type TextDecoding, textDecoding } from "./source/TextDecoding.ts"
export * as Amount from "./values/Amount.ts"
export { minorDigits } from "./values/Money.ts"
export { plainText } from "./values/PlainText.ts"
