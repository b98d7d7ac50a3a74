/** What an engine promises; the conformance kit tests each promise that is made. */
export interface Capabilities {
  /** A batch is stored whole or not at all, also when the process dies in the middle. */
  readonly atomicBatch: boolean
  /** A batch sent again under the same id changes nothing, and says so. */
  readonly exactlyOnceBatch: boolean
  /** What was written is in every read and tally that starts afterwards. */
  readonly readYourWrites: boolean
  /** A read or tally sees the records of one moment, whatever is written meanwhile. */
  readonly snapshotReads: boolean
  /** What was acknowledged is still there after the machine lost power. */
  readonly survivesPowerLoss: boolean
  /** The records live on several machines. */
  readonly distributed: boolean
  /** Tallies are kept by `rollup`, and narrower ones answered from them. */
  readonly rollups: boolean
}
