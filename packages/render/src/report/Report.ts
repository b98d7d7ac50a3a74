import type { InsufficientData, Measured, TopicTrend } from "@throughline/core"
import type { DirectlyFollowsMap } from "../directly-follows/DirectlyFollowsMap.ts"
import type { DwellCurves } from "../dwell-curves/DwellCurves.ts"
import type { FunnelChart } from "../funnel/FunnelChart.ts"
import type { ImportancePerformanceMap } from "../importance-performance/ImportancePerformanceMap.ts"
import type { JourneyMap } from "../journey-map/JourneyMap.ts"
import type { MergeTree } from "../merge-tree/MergeTree.ts"
import type { NpsBars } from "../nps-bars/NpsBars.ts"
import type { SurvivalCurve } from "../survival-curve/SurvivalCurve.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import type { TopicHeatMap } from "../topic-heat-map/TopicHeatMap.ts"
import type { TopicTrends } from "../topic-trends/TopicTrends.ts"
import type { TrendLine } from "../trend-line/TrendLine.ts"
import type { ReportTable } from "./ReportTable.ts"

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

/** A topic of tickets or comments. */
export interface ReportTopic {
  readonly name: string
  readonly texts: number
  /** How many different customers wrote them. */
  readonly customers: number
  /** Of all texts, from 0 to 1. */
  readonly share: Measured
  /** As `TopicTrend` of the core package tells it. */
  readonly trend?: TopicTrend.TopicTrend | undefined
  /** NPS of all minus NPS without, as `TopicImpact` has it. */
  readonly impact?: Measured | undefined
  /** The share of resolved tickets after which the customer came again, from 0 to 1. */
  readonly repeat?: Measured | undefined
  /** A text from the middle of it, without personal data. */
  readonly example?: string | undefined
}

/** What tickets or comments are about. */
export interface ReportTopics {
  /** The finding, in one sentence. */
  readonly finding: string
  /** What was read, and how: `"5,382 tickets, 1 January to 30 June 2026"`. */
  readonly scope: string
  /** In the order of the table: the most important first. */
  readonly topics: ReadonlyArray<ReportTopic>
  /** Which score the impacts are of, and of which answers. */
  readonly impactOf?: string | undefined
  readonly trends?: TopicTrends | InsufficientData | undefined
  readonly heatMap?: TopicHeatMap | undefined
  readonly tree?: MergeTree | undefined
}

/** What customers really did: the graph of their steps, and what is told from it. */
export interface ReportPaths {
  readonly graph: DirectlyFollowsMap
  /** How many came how far. */
  readonly funnel?: FunnelChart | undefined
  /** How long they stayed where. */
  readonly dwell?: DwellCurves | undefined
  /** Where they left the plan, where they are stuck, and so on. */
  readonly tables: ReadonlyArray<ReportTable>
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
  /** What customers say matters, against how well it is done. */
  readonly importance?: ImportancePerformanceMap | undefined
  readonly paths?: ReportPaths | undefined
  /** Measures over months or other periods. */
  readonly trends?: ReadonlyArray<TrendLine> | undefined
  /** NPS by team, by channel, and so on. */
  readonly npsBy?: ReadonlyArray<NpsBars> | undefined
  readonly survival?: SurvivalCurve | undefined
  /** What tickets or comments are about; why it is not known where there are too few. */
  readonly topics?: ReportTopics | InsufficientData | undefined
  readonly dataQuality?: ReadonlyArray<FileQuality> | undefined
  readonly method?: ReadonlyArray<MethodNote> | undefined
  /** What made the report and from which files. */
  readonly footer: string
}
