import type { RecordKind } from "@throughline/core"
import type { Detection, Proposal } from "../contract/Importer.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import type { Head } from "./Head.ts"
import type { Layout } from "./Layout.ts"

/**
 * What a package for a source contributes: how bytes become source records with named values, how such an input is
 * recognised, and the mapping to start from. All else is the same for every source: `importerOf` makes the importer.
 */
export interface Format<Form extends Layout = Layout> {
  /** Its name, as `format` in a mapping says it: `"zendesk"`. */
  readonly id: string
  /** The kinds of records that its mappings give. */
  readonly emits: ReadonlyArray<RecordKind>
  /** What an input of this format holds, for messages: `"a header and records"`. */
  readonly expects: string
  /** Where the source records are. */
  readonly layout: Form
  /** How sure it is that an input is of this format, from what is at its start. */
  readonly detect: (head: Head) => Detection
  /** The mapping to start from, and what the data cannot tell; `undefined` when there is nothing to go by. */
  readonly propose: (head: Head) => Proposal<Mapping> | undefined
}
