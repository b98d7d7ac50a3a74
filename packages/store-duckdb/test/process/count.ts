/** Counts visits by calendar periods and prints the tallies: the time zone of the process must not matter. */
import { DuckDbStore } from "@throughline/store-duckdb"
import { printTallies } from "../../../store/test/counter.ts"

await printTallies(DuckDbStore.layer("memory"))
