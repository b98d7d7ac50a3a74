import { suite } from "@throughline/store/testing"
import { afterAll } from "vitest"
import { emptyStore, startServer, urls } from "./servers.ts"

const servers = await Promise.all([startServer(), startServer(), startServer()])
afterAll(() => Promise.all(servers.map((server) => server.stop())), 300_000)

suite("clickhouse, three shards", emptyStore(urls(servers)), {
  atomicBatch: false,
  exactlyOnceBatch: false,
  readYourWrites: true,
  snapshotReads: false,
  survivesPowerLoss: false,
  distributed: true,
  rollups: true
})
