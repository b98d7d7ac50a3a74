import type { ColumnSource, NumberFormat, TimeFormat } from "../mapping/FieldSource.ts"
import type { Mapping, RecordRule } from "../mapping/Mapping.ts"
import type { FieldType } from "../mapping/RecordFields.ts"
import type { Hash } from "../personal/Hash.ts"

/** What a mapping is compiled with. */
export interface Compiling {
  readonly mapping: Mapping
  /** The position of a column; complains at `key` when the source has no such column. */
  readonly column: (name: string, key: string) => number
  /** Notes that something is wrong with the mapping at `key`. */
  readonly complain: (key: string, problem: string) => void
  /** Hashes personal data; `undefined` without a key. */
  readonly hash: Hash | undefined
}

/** What a field is, and the rule it belongs to. */
export interface FieldContext extends Compiling {
  readonly rule: RecordRule
  /** Where the mapping says it: `records[0].fields.at`. */
  readonly key: string
  /** Where the mapping says its rule: `records[0]`. */
  readonly ruleKey: string
  readonly type: FieldType
}

/** How the texts of one field are written. */
export type Reading = Omit<ColumnSource, "column">

/** A field, and how its texts are written: its own way, or else the file's. */
export interface ParserContext extends FieldContext {
  readonly reading: Reading
  readonly number: NumberFormat | undefined
  readonly time: TimeFormat
  readonly timeKey: string
}
