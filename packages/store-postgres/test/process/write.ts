/** Writes batches to the server given, one after the other, and says which one was acknowledged, until it is killed. */
import { PostgresStore } from "@throughline/store-postgres"
import * as Redacted from "effect/Redacted"
import { writeOn } from "../../../store/test/writer.ts"

const [url = "", schema = "", ...batches] = process.argv.slice(2)
await writeOn(PostgresStore.layer({ url: Redacted.make(url), schema }), batches)
