import { createClient } from "@clickhouse/client"
import { suite } from "@throughline/store/testing"
import { createChdbConnection } from "chdb/connection"
import { emptyStore } from "./servers.ts"

const client = createClient({ connection: createChdbConnection({ path: ":memory:" }) })

suite("clickhouse of today, in this process", emptyStore([client]), {
  atomicBatch: false,
  exactlyOnceBatch: false,
  readYourWrites: true,
  snapshotReads: false,
  survivesPowerLoss: false,
  distributed: false
})
