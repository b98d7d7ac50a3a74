import { suite } from "@throughline/store/testing"
import { afterAll } from "vitest"
import { careless, emptyStore, startServer } from "./server.ts"

const server = await startServer(careless)
afterAll(() => server.stop(), 60_000)

suite("postgres", emptyStore(server), {
  atomicBatch: true,
  exactlyOnceBatch: true,
  readYourWrites: true,
  snapshotReads: true,
  survivesPowerLoss: true,
  distributed: false,
  rollups: true
})
