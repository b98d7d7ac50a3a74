import { importancePerformanceMap } from "../importance-performance/importancePerformanceSvg.ts"
import { importancePerformanceTable } from "../importance-performance/importancePerformanceTable.ts"
import { join, type Markup } from "../svg/Markup.ts"
import type { Report } from "./Report.ts"
import { drawPicture } from "./reportTables.ts"
import { section } from "./section.ts"

/** What customers say matters, against how well it is done. */
export const drawMatters = (importance: Report["importance"]): Markup =>
  importance === undefined || importance.map._tag === "InsufficientData"
    ? join([])
    : section(
        "matters",
        "What matters",
        drawPicture(
          importancePerformanceMap(importance, { id: "matters" }),
          "Importance–performance map",
          importancePerformanceTable(importance)
        )
      )
