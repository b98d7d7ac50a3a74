// The kit on a store in a file, and on one in memory, which promises less.
import { join } from "node:path"
import { suite } from "@throughline/store/testing"
import { Effect, Layer } from "effect"
import * as SqliteStore from "../SqliteStore.ts"
import { folder } from "./folder.ts"

const inFile = Layer.unwrap(Effect.map(folder, (path) => SqliteStore.layer(join(path, "cx.db"))))
const promises = {
  atomicBatch: true,
  exactlyOnceBatch: true,
  readYourWrites: true,
  distributed: false,
  rollups: false
}

suite("sqlite in a file", inFile, { ...promises, snapshotReads: true, survivesPowerLoss: true })
suite("sqlite in memory", SqliteStore.layer(":memory:"), {
  ...promises,
  snapshotReads: false,
  survivesPowerLoss: false
})
