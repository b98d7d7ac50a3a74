import type { Dimension, RecordKind, RecordOf, Sources, Tally, Where } from "@throughline/core"
import type { SettingsOf } from "./Settings.ts"

/** What can be counted: every kind of record, and rows derived from them (see `Sources` in the core package). */
export type SourceRows = { readonly [Kind in RecordKind]: RecordOf<Kind> } & {
  /** A customer's first interaction with each touchpoint. */
  readonly reach: Sources.Reach
  /** Satisfaction answers beside what was expected. */
  readonly gaps: Sources.Gap
  /** How long each customer has been subscribed, as of a day. */
  readonly lifetimes: Sources.Lifetime
  /** From one interaction of a case to the next, into its first and out of its last. */
  readonly steps: Sources.Step
  /** The path of each case, and how long it took. */
  readonly cases: Sources.Case
  /** Answers about a touchpoint beside the step by which the customer came there. */
  readonly scoredSteps: Sources.ScoredStep
  /** Each case with the score given after it, and whether its customer left. */
  readonly caseOutcomes: Sources.CaseWithOutcome
  /** The scores of each customer along the way, with that of the whole. */
  readonly scoredJourneys: Sources.ScoredJourney
  /** How far each case came in a funnel. */
  readonly progress: Sources.Progress
  /** How long customers stayed in each stage, as of an instant. */
  readonly stays: Sources.Stay
  /** Whether each customer came a second time, and how long after the first, as of an instant. */
  readonly repeats: Sources.Repeat
  /** The periods in which each customer was active, with the period of their first interaction. */
  readonly retention: Sources.Retained
  /** What each customer is in each period: new, returning, resurrecting or dormant. */
  readonly activity: Sources.Activity
  /** How long each ticket waited for a reply and its resolution, as of an instant. */
  readonly waits: Sources.Wait
  /** Answers beside what was done about them and the customer's next answer, as of an instant. */
  readonly recoveries: Sources.Recovery
}

/** The name of a source. */
export type SourceName = keyof SourceRows

/** The name of a source that is derived from records. */
export type DerivedSource = Exclude<SourceName, RecordKind>

type FieldsOf<Row, Type> = {
  [Field in keyof Row & string]-?: NonNullable<Row[Field]> extends Type ? Field : never
}[keyof Row & string]

/** The fields of a source that can be counted by and filtered on: those that hold one value. */
export type Field<Source extends SourceName> = FieldsOf<SourceRows[Source], string | number | boolean | Date>

/** The fields that buckets and bins are computed from. */
export type NumberField<Source extends SourceName> = FieldsOf<SourceRows[Source], number | Date>

/** The fields that calendar periods are computed from. */
export type DateField<Source extends SourceName> = FieldsOf<SourceRows[Source], Date>

/** The fields that can be added up. */
export type SumField<Source extends SourceName> = FieldsOf<SourceRows[Source], number>

/** A dimension of a source, or the name of a field to count by its value. */
export type DimensionOf<Source extends SourceName> =
  | Field<Source>
  | Dimension.FieldDimension<string, Field<Source>>
  | Dimension.PeriodDimension<string, DateField<Source>>
  | Dimension.BucketDimension<string, NumberField<Source>>
  | Dimension.BinDimension<string, NumberField<Source>>

/**
 * What to count: a closed description that every engine understands the same way.
 *
 * `by` are the dimensions, each with a name of its own; `where` leaves out rows before they are counted; `sums` adds up
 * fields of whole numbers; `most` keeps only so many groups, those that `Tally.most` does: one engine sends no more, several
 * servers send all. Lifetimes, waits, recoveries, repeats and stays are counted as of an instant, `asOf`; retention and activity
 * in `periods`; progress by the `steps` of a funnel, stays by `stages`; these, steps, scored steps, cases and their outcomes by
 * sessions if `sessionGap` says so. What is looked for after a case are `answers` and who `left`. Scored
 * journeys are told the questions, `along` the way and about the `whole`. Field names are checked against the source by the compiler, and once more when the query runs.
 */
export type TallyQuery<
  Source extends SourceName = SourceName,
  By extends ReadonlyArray<DimensionOf<Source>> = ReadonlyArray<DimensionOf<Source>>
> = {
  readonly source: Source
  readonly by: By
  readonly where?: Where<Field<Source>>
  readonly sums?: ReadonlyArray<SumField<Source>>
  readonly most?: number
} & SettingsOf<Source>

/** The dimension names of a query's tally. */
export type NamesOf<By extends ReadonlyArray<unknown>> = Tally.Names<
  Extract<By, ReadonlyArray<string | Dimension.Dimension>>
>

/** Which records to read: all of a kind, or those that meet the conditions. */
export interface ReadQuery<Kind extends RecordKind = RecordKind> {
  readonly kind: Kind
  readonly where?: Where<Field<Kind>>
}
