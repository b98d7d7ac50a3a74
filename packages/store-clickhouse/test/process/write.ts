/** Writes batches to the shards given, one after the other, and says which one was acknowledged, until it is killed. */
import { ClickHouseStore } from "@throughline/store-clickhouse"
import * as Redacted from "effect/Redacted"
import { writeOn } from "../../../store/test/writer.ts"

const [urls = "", database = "", ...batches] = process.argv.slice(2)
const shards = urls.split(" ").map((url) => Redacted.make(url))
await writeOn(ClickHouseStore.layer({ shards, database }), batches)
