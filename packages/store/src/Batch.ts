import type { RecordKind, RecordOf } from "@throughline/core"

/**
 * Records of one kind that are written together.
 *
 * `id` names the batch within its kind: an importer gives the same batch the same id, so that sending it twice is
 * harmless. It is kept when customers are erased, so it must not hold personal data.
 */
export interface Batch<Kind extends RecordKind = RecordKind> {
  readonly id: string
  readonly kind: Kind
  readonly records: ReadonlyArray<RecordOf<Kind>>
}

/** What a write did. For a batch that was there already: what it did the first time. */
export interface WriteReport {
  /** Records of the batch; of several with one id the last counts, once. */
  readonly written: number
  /** How many of them took the place of a stored record with their id. */
  readonly replaced: number
  /** The batch had been written before, so nothing was done. Always false where `exactlyOnceBatch` is. */
  readonly alreadyWritten: boolean
}

/**
 * Records of one kind that their source says are gone.
 *
 * `id` names the removal within its kind as that of a batch does, apart from those of batches, and must not hold personal data
 * either. `ids` are those of the records; which of them are there does not matter.
 */
export interface Removal<Kind extends RecordKind = RecordKind> {
  readonly id: string
  readonly kind: Kind
  readonly ids: ReadonlyArray<string>
}

/** What a removal did. For one that was made already: what it did the first time. */
export interface RemoveReport {
  /** Records that were there. */
  readonly removed: number
  /** The removal had been made before, so nothing was done. Always false where `exactlyOnceBatch` is. */
  readonly alreadyRemoved: boolean
}

/** How many records of each kind were erased: kinds without one are left out. */
export interface EraseReport {
  readonly erased: { readonly [Kind in RecordKind]?: number }
}
