/** Counts visits by calendar periods and prints the tallies: the time zone of the process must not matter. */
import { ClickHouseStore } from "@throughline/store-clickhouse"
import * as Redacted from "effect/Redacted"
import { printTallies } from "../../../store/test/counter.ts"

const [url = "", database = ""] = process.argv.slice(2)
await printTallies(ClickHouseStore.layer({ shards: [Redacted.make(url)], database }))
