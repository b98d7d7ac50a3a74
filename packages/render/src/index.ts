export type { ControlChart } from "./control-chart/ControlChart.ts"
export { controlChart } from "./control-chart/controlChartSvg.ts"
export { controlChartTable } from "./control-chart/controlChartTable.ts"
export type { DirectlyFollowsMap } from "./directly-follows/DirectlyFollowsMap.ts"
export { directlyFollowsMap } from "./directly-follows/directlyFollowsSvg.ts"
export type { DwellCurves } from "./dwell-curves/DwellCurves.ts"
export { dwellCurves } from "./dwell-curves/dwellCurvesSvg.ts"
export { dwellTable } from "./dwell-curves/dwellTable.ts"
export type { FunnelChart } from "./funnel/FunnelChart.ts"
export { funnelChart } from "./funnel/funnelChartSvg.ts"
export { funnelTable } from "./funnel/funnelTable.ts"
export type { FunnelGroup, FunnelPanels } from "./funnel-panels/FunnelPanels.ts"
export { funnelPanels } from "./funnel-panels/funnelPanelsSvg.ts"
export { funnelPanelsTable } from "./funnel-panels/funnelPanelsTable.ts"
export type { HeatCell, HeatKey, HeatMap, HeatName, UnknownCell } from "./heat-map/HeatMap.ts"
export { heatMap } from "./heat-map/heatMapSvg.ts"
export type { ImportancePerformanceMap } from "./importance-performance/ImportancePerformanceMap.ts"
export { importancePerformanceMap } from "./importance-performance/importancePerformanceSvg.ts"
export { importancePerformanceTable } from "./importance-performance/importancePerformanceTable.ts"
export type {
  ActualPaths,
  ChannelKind,
  JourneyMap,
  JourneyTouchpoint,
  NpsCounts,
  NpsScore,
  PainPoint
} from "./journey-map/JourneyMap.ts"
export { journeyMap } from "./journey-map/journeyMapSvg.ts"
export { mermaidJourney } from "./journey-map/mermaidJourney.ts"
export type { MergeTree } from "./merge-tree/MergeTree.ts"
export { mergeTree } from "./merge-tree/mergeTreeSvg.ts"
export { mermaidDirectlyFollows } from "./mermaid/mermaidDirectlyFollows.ts"
export type { NpsBars, NpsGroup } from "./nps-bars/NpsBars.ts"
export { npsBars } from "./nps-bars/npsBarsSvg.ts"
export type {
  FileQuality,
  MethodNote,
  Report,
  ReportChange,
  ReportFix,
  ReportMeasure,
  ReportPaths,
  ReportTopic,
  ReportTopics
} from "./report/Report.ts"
export type { ReportCell, ReportTable } from "./report/ReportTable.ts"
export { report } from "./report/reportHtml.ts"
export type { StageFlows } from "./stage-flows/StageFlows.ts"
export { stageFlows } from "./stage-flows/stageFlowsSvg.ts"
export type { StepHeatMap } from "./step-heat-map/StepHeatMap.ts"
export { stepHeatMap } from "./step-heat-map/stepHeatMapSvg.ts"
export type { SurvivalCurve, SurvivalGroup, SurvivalStep } from "./survival-curve/SurvivalCurve.ts"
export { survivalCurve } from "./survival-curve/survivalCurveSvg.ts"
export type { SurvivalPanelGroup, SurvivalPanels } from "./survival-panels/SurvivalPanels.ts"
export { survivalPanels } from "./survival-panels/survivalPanelsSvg.ts"
export { survivalPanelsTable } from "./survival-panels/survivalPanelsTable.ts"
export type { PictureOptions } from "./svg/picture.ts"
export type { ThemeName } from "./svg/Theme.ts"
export { csv } from "./terminal/csv.ts"
export { json, ndjson } from "./terminal/json.ts"
export { markdownTable } from "./terminal/markdownTable.ts"
export type { Cell, Column, Row, TableFormat } from "./terminal/Table.ts"
export { textDirectlyFollows } from "./terminal/textDirectlyFollows.ts"
export { textFunnel } from "./terminal/textFunnel.ts"
export { textTable } from "./terminal/textTable.ts"
export { table } from "./terminal/writeTable.ts"
export type { NumberFormat } from "./text/NumberFormat.ts"
export type { TopicHeatMap, TopicRow } from "./topic-heat-map/TopicHeatMap.ts"
export { topicHeatMap } from "./topic-heat-map/topicHeatMapSvg.ts"
export type { TopicSeries, TopicTrends } from "./topic-trends/TopicTrends.ts"
export { topicTrends } from "./topic-trends/topicTrendsSvg.ts"
export type { TrendLine, TrendPeriod } from "./trend-line/TrendLine.ts"
export { trendLine } from "./trend-line/trendLineSvg.ts"
export type { TrendGroup, TrendPanels } from "./trend-panels/TrendPanels.ts"
export { trendPanels } from "./trend-panels/trendPanelsSvg.ts"
export { trendPanelsTable } from "./trend-panels/trendPanelsTable.ts"
export * as VegaLite from "./vega-lite/VegaLite.ts"
