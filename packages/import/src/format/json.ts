import { recordKinds } from "@throughline/core"
import { proposeFrom } from "../propose/Propose.ts"
import { jsonColumns } from "../propose/Sample.ts"
import type { JsonObject } from "../source/JsonLinesScanner.ts"
import type { Format } from "./Format.ts"
import type { Head } from "./Head.ts"
import type { JsonLayout } from "./Layout.ts"

/** Each document is a record, or a list of them. */
const documents: JsonLayout = { _tag: "Json", records: [""] }

/** The records of a list; of documents by themselves those with an id: others are pages, settings, answers of an API. */
const recordsIn = (head: Head): ReadonlyArray<JsonObject> => {
  const records = head.objects(documents.records)
  return /^\s*\[/.test(head.text) ? records : records.filter((record) => Object.hasOwn(record, "id"))
}

/** JSON documents: a list of objects, or one object. */
export const json: Format = {
  id: "json",
  emits: recordKinds,
  expects: "a list of JSON objects, or one",
  layout: documents,
  detect: (head) => {
    const found = recordsIn(head)
    return jsonColumns(found).length === 0
      ? { confidence: 0, because: ["no list of JSON objects"] }
      : { confidence: 0.5, because: [`${found.length} JSON objects`] }
  },
  propose: (head) => {
    const columns = jsonColumns(recordsIn(head))
    return columns.length === 0 ? undefined : proposeFrom("json", head, { columns })
  }
}
