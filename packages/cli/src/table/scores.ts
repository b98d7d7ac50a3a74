import { Ces, Csat, Gap, MeanScore, Scale } from "@throughline/core"
import { groupRows, measuredRow } from "../measure/rows.ts"
import { cesDefinitions, chosen, csatIntervals, gaps } from "../measure/ways.ts"
import type { TableMeasure } from "./TableMeasure.ts"

/** The share that is satisfied, on a scale from `minimum` to `maximum`: the answers in its highest `topBoxes`. */
export const csat: TableMeasure = {
  needs: ["score"],
  splits: true,
  settings: ["minimum", "maximum", "topBoxes"],
  rows: (tally, { as, by, settings: { maximum = 5, minimum = 1, topBoxes } }) => {
    const options = {
      scale: Scale.make(minimum, maximum),
      interval: chosen(csatIntervals, as),
      ...(topBoxes === undefined ? {} : { topBoxes })
    }
    return by === undefined ? [measuredRow(Csat.fromTally(tally, options))] : groupRows(by, Csat.by(tally, by, options))
  }
}

/** The mean of answers on a scale from `minimum` to `maximum`. */
export const mean: TableMeasure = {
  needs: ["score"],
  splits: true,
  settings: ["minimum", "maximum"],
  rows: (tally, { by, settings: { maximum = 5, minimum = 1 } }) => {
    const scale = Scale.make(minimum, maximum)
    return by === undefined
      ? [measuredRow(MeanScore.fromTally(tally, { scale }))]
      : groupRows(by, MeanScore.by(tally, by, { scale }))
  }
}

/** How easy it was. A column does not tell which question was asked: the definition must be said. */
export const ces: TableMeasure = {
  needs: ["score"],
  splits: true,
  rows: (tally, { as, by }) => {
    if (as === undefined)
      throw new RangeError(`Say which CES it is: --as ${cesDefinitions.map(([name]) => name).join(", ")}`)
    const definition = chosen(cesDefinitions, as)
    return by === undefined
      ? [measuredRow(Ces.fromTally(tally, { definition }))]
      : groupRows(by, Ces.by(tally, by, { definition }))
  }
}

/** What was experienced against what was expected, one pair a row. */
export const gap: TableMeasure = {
  needs: ["expected", "perceived"],
  splits: true,
  rows: (tally, { as, by }) => {
    const options = { against: chosen(gaps, as), expected: "expected", perceived: "perceived" }
    return by === undefined ? [measuredRow(Gap.fromTally(tally, options))] : groupRows(by, Gap.by(tally, by, options))
  }
}
