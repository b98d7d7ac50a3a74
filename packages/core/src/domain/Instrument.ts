import * as Schema from "effect/Schema"
import { InstrumentId } from "./Ids.ts"
import * as Scale from "./Scale.ts"

/**
 * What a question measures.
 *
 * `nps`: likelihood to recommend. `csat`: satisfaction, overall or of one component. `ces1`: Customer Effort Score 1.0,
 * where a high answer means high effort. `ces2`: 2.0, agreement that it was easy. They never pool.
 */
export const Metric = Schema.Literals(["nps", "csat", "ces1", "ces2"])
export type Metric = typeof Metric.Type

/** A scale as stored: its id, `"0-10"`. */
export const ScaleId = Schema.String.check(
  Schema.makeFilter((id) =>
    Scale.parse(id) === undefined ? 'a scale is written "minimum-maximum", as "1-5"' : undefined
  )
)
export type ScaleId = typeof ScaleId.Type

/** A survey question: what it measures, on which scale, in which words. */
export const Instrument = Schema.Struct({
  id: InstrumentId,
  metric: Metric,
  scale: ScaleId,
  question: Schema.NonEmptyString
})
export type Instrument = typeof Instrument.Type
