/** Counts visits by calendar periods and prints the tallies: the time zone of the process must not matter. */
import { PostgresStore } from "@throughline/store-postgres"
import * as Redacted from "effect/Redacted"
import { printTallies } from "../../../store/test/counter.ts"

const [url = "", schema = ""] = process.argv.slice(2)
await printTallies(PostgresStore.layer({ url: Redacted.make(url), schema }))
