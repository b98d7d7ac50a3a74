/** Writes batches to the file given, one after the other, and says which one was acknowledged, until it is killed. */
import { DuckDbStore } from "@throughline/store-duckdb"
import { writeOn } from "../../../store/test/writer.ts"

const [file = "", ...batches] = process.argv.slice(2)
await writeOn(DuckDbStore.layer({ file }), batches)
