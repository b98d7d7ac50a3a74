/** Opens the file given with DuckDB alone, as another program would, and keeps it open. */
import { writeSync } from "node:fs"
import { DuckDBInstance } from "@duckdb/node-api"

const instance = await DuckDBInstance.create(process.argv[2])
writeSync(1, "open\n")
setInterval(() => instance, 1000)
