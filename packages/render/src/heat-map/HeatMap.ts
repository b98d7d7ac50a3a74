import type { NumberFormat } from "../text/NumberFormat.ts"

/** A cell of a heat map. */
export interface HeatCell {
  readonly value: number
  /** How strong its colour is: 0 is none, 1 the strongest, −1 the strongest of the opposite colour. */
  readonly shade: number
  /** Arrows beside the value, which say the same as the colour: 2 is two up, −1 one down. None unless given. */
  readonly arrows?: -2 | -1 | 0 | 1 | 2 | undefined
  /** What there is to say of the cell, for readers who point at it or hear it. */
  readonly remark?: string | undefined
}

/** A cell without a value. */
export interface UnknownCell {
  /** Why there is none, for readers who point at it or hear it: `"fewer than 10 customers"`. */
  readonly unknown: string
}

/** The name of a row or a column, with what stands below it, such as its total. */
export interface HeatName {
  readonly name: string
  readonly note?: string | undefined
}

/** What a colour of a heat map means. */
export interface HeatKey {
  readonly shade: number
  readonly arrows?: HeatCell["arrows"]
  readonly text: string
}

/** A matrix of values with colours: cohorts by age, touchpoints by the next one, topics by channel. */
export interface HeatMap {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  readonly format: NumberFormat
  /** Drawn in the order given. */
  readonly rows: ReadonlyArray<HeatName>
  readonly columns: ReadonlyArray<HeatName>
  /** A list for each row with a cell for each column; `undefined` where there is no value and nothing to say of it. */
  readonly cells: ReadonlyArray<ReadonlyArray<HeatCell | UnknownCell | undefined>>
  readonly legend: ReadonlyArray<HeatKey>
}
