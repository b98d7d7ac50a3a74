import { suite } from "@throughline/store/testing"
import { afterAll } from "vitest"
import { embedded } from "./embedded.ts"
import { emptyStore } from "./servers.ts"

const { client, close } = embedded()
afterAll(close, 120_000)

suite("clickhouse of today, in this process", emptyStore([client]), {
  atomicBatch: false,
  exactlyOnceBatch: false,
  readYourWrites: true,
  snapshotReads: false,
  survivesPowerLoss: false,
  distributed: false,
  rollups: true
})
