import { suite } from "@throughline/store/testing"
import { DuckDbStore } from "@throughline/store-duckdb"

suite("duckdb", DuckDbStore.layer("memory"), {
  atomicBatch: true,
  exactlyOnceBatch: true,
  readYourWrites: true,
  snapshotReads: true,
  survivesPowerLoss: false,
  distributed: false,
  rollups: true
})
