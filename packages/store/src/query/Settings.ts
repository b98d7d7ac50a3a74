import type { Sources } from "@throughline/core"

/** The name of a source whose rows are as of an instant. */
export type AsOfSource = "lifetimes" | "waits" | "recoveries"

/** The instant that rows are as of. */
export interface AsOf {
  readonly asOf: Date
}

/** Where an interaction counts: at every touchpoint unless told. */
export interface AtTouchpoints {
  readonly touchpoints?: ReadonlyArray<string>
}

/** The periods that activity is counted in, such as `Period.between` gives. */
export interface ActivePeriods extends AtTouchpoints {
  readonly periods: Sources.Periods
}

/** The days to count within the periods beside. */
export interface ActiveDays extends ActivePeriods {
  readonly days: Sources.Periods
}

/** What a source needs to be told, if anything. */
export type SettingsOf<Source extends string> = Source extends AsOfSource
  ? AsOf
  : Source extends "repeats"
    ? AsOf & AtTouchpoints
    : Source extends "retention"
      ? ActivePeriods
      : Source extends "activity"
        ? ActiveDays
        : Source extends "steps" | "cases" | "scoredSteps"
          ? Sources.CaseRule
          : Source extends "caseOutcomes"
            ? Sources.CaseRule & Sources.OutcomeRule
            : Source extends "scoredJourneys"
              ? Sources.JourneyQuestions
              : Source extends "progress"
                ? Sources.ProgressRule
                : Source extends "stays"
                  ? AsOf & Sources.StayRule
                  : unknown

/** What any source needs to be told. */
export type Settings = Partial<
  AsOf & ActiveDays & Sources.ProgressRule & Sources.StayRule & Sources.OutcomeRule & Sources.JourneyQuestions
>
