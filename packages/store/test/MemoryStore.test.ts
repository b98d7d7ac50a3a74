import { MemoryStore } from "@throughline/store"
import { suite } from "@throughline/store/testing"

suite("memory", MemoryStore.layer, {
  atomicBatch: true,
  exactlyOnceBatch: true,
  readYourWrites: true,
  snapshotReads: true,
  survivesPowerLoss: false,
  distributed: false,
  rollups: true
})
