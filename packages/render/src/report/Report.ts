import type { Measured } from "@throughline/core"
import type { JourneyMap } from "../journey-map/JourneyMap.ts"
import type { NpsBars } from "../nps-bars/NpsBars.ts"
import type { SurvivalCurve } from "../survival-curve/SurvivalCurve.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import type { TrendLine } from "../trend-line/TrendLine.ts"

/** A number for the top of the page. */
export interface ReportMeasure {
  /** `"NPS"`, `"Satisfaction (CSAT)"`, `"Effort (CES 2.0, 1–7)"`. */
  readonly name: string
  readonly value: Measured
  readonly format: NumberFormat
  /** Which way is good; `neither` leaves the change without colour. */
  readonly better: "higher" | "lower" | "neither"
  readonly change?: ReportChange | undefined
  /** One more fact: `"of 9,870 invitations"`. */
  readonly note?: string | undefined
}

/** What changed since the period before. */
export interface ReportChange {
  readonly difference: Measured
  /** The period compared with: `"Q4"`. */
  readonly since: string
  /** Whether the change is beyond what chance explains, after correction where several were tested. */
  readonly certain: boolean
}

/** One thing to fix. */
export interface ReportFix {
  /** The touchpoint, or what else to fix. */
  readonly name: string
  /** What is wrong, in a sentence or two. */
  readonly finding: string
  /** What it stands on: `"18 % of customers reach it · gap −1.5 ± 0.2 · 141 answers"`. */
  readonly evidence: string
}

/** What became of one file's records. */
export interface FileQuality {
  readonly file: string
  readonly read: number
  readonly imported: number
  readonly rejected: number
  readonly skipped: number
  readonly duplicate: number
  /** Why records were rejected, most frequent first. */
  readonly reasons: ReadonlyArray<{ readonly reason: string; readonly count: number; readonly howToFix: string }>
}

/** A definition for the section on method. */
export interface MethodNote {
  readonly term: string
  readonly definition: string
}

/** Everything a report shows. What is left out or empty has no section. */
export interface Report {
  /** The document's title: company, subject, period. */
  readonly title: string
  /** The main finding, in one sentence. */
  readonly finding: string
  /** Whose journey, when, how many answers of how many invitations. */
  readonly scope: string
  readonly measures: ReadonlyArray<ReportMeasure>
  /** Most urgent first. */
  readonly fixFirst: ReadonlyArray<ReportFix>
  readonly journey?: JourneyMap | undefined
  /** Measures over months or other periods. */
  readonly trends?: ReadonlyArray<TrendLine> | undefined
  /** NPS by team, by channel, and so on. */
  readonly npsBy?: ReadonlyArray<NpsBars> | undefined
  readonly survival?: SurvivalCurve | undefined
  readonly dataQuality?: ReadonlyArray<FileQuality> | undefined
  readonly method?: ReadonlyArray<MethodNote> | undefined
  /** What made the report and from which files. */
  readonly footer: string
}
