import { DuckDbStore } from "@throughline/store-duckdb"
import { test } from "vitest"
import { child } from "../../store/test/child.ts"
import { kills, survives } from "../../store/test/crashes.ts"
import { databaseFile } from "./folder.ts"

test("a killed writer loses nothing acknowledged and tears no batch", async () => {
  const file = databaseFile()
  await survives({
    layer: DuckDbStore.layer({ file }),
    writer: (...batches) => child(new URL("./process/write.ts", import.meta.url), file, ...batches.map(String)),
    kills: kills(4, 50),
    seed: 20_260_329,
    isWhole: true
  })
}, 600_000)
