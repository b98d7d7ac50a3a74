import { JourneyClusters, type Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import { countPaths, refuseSeries, rowsOfParts, shownPath, wholeIn } from "./cases.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

const typicalText = ({ typical }: JourneyClusters.JourneyCluster): string =>
  typical.map(({ lift, touchpoint }) => `${touchpoint} (${lift.toFixed(1)} × as often)`).join(", ")

const clusterRows =
  (options: { readonly most: number; readonly seed: number }) =>
  (tally: Tally.Tally): ReadonlyArray<AnswerRow> => {
    const report = JourneyClusters.fromTally(tally, options)
    if (report._tag !== "JourneyClusters") return [measuredRow(report)]
    const { clusters, excluded, stability } = report
    const found = stability.find(({ groups }) => groups === clusters.length)
    return clusters.map((cluster, i) => ({
      group: i + 1,
      in_its_middle: shownPath(cluster.medoid),
      cases: cluster.share.count,
      ...measuredRow({ ...cluster.share, excluded }),
      paths: cluster.paths.length,
      typical: typicalText(cluster),
      agreement: found?.agreement ?? null
    }))
  }

/** The kinds of journeys there are, if any division of them is stable: what is in the middle of each, and what stands out. */
export const journeyClusterRows = Effect.fn("journeyClusterRows")(function* (question: Question) {
  yield* refuseSeries(question)
  const options = {
    most: yield* wholeIn(question, "most", [2, 20], 8),
    seed: yield* wholeIn(question, "seed", [0, 2 ** 32 - 1], 1)
  }
  return rowsOfParts(yield* countPaths(question), question.by, clusterRows(options))
})
