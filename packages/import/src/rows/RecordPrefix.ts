import type { RecordKind } from "@throughline/core"
import type { Mapping } from "../mapping/Mapping.ts"

/** What ends the id of a record that is about a question. */
export const questionSuffix = (metric: string | undefined, part: string | undefined): string =>
  `${metric === undefined ? "" : `:${metric}`}${part === undefined ? "" : `:${part}`}`

/** What the ids of all records of a kind from one source begin with. */
export const recordPrefix = ({ account, source }: Mapping, kind: RecordKind): string =>
  `${account === undefined ? source : `${source}/${account}`}:${kind}:`
