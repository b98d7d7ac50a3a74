import { JourneyClusters, type Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import { refuseSeries, rowsOfParts, shownPath, wholeIn } from "./cases.ts"
import { countOutcomes, type KnownOutcomes, outcomeColumns } from "./outcomes.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

const typicalText = ({ typical }: JourneyClusters.JourneyCluster): string =>
  typical.map(({ lift, touchpoint }) => `${touchpoint} (${lift.toFixed(1)} × as often)`).join(", ")

/** The groups, and for each outcome the same groups with it. */
const clustersOf = (
  tally: Tally.Tally,
  known: KnownOutcomes,
  options: JourneyClusters.JourneyClustersOptions<string>
) => {
  const all = known.map(([name, outcome]) => [name, JourneyClusters.fromTally(tally, { ...options, outcome })] as const)
  return { report: all[0]?.[1] ?? JourneyClusters.fromTally(tally, options), all }
}

const clusterRows =
  (known: KnownOutcomes, options: JourneyClusters.JourneyClustersOptions<string>) =>
  (tally: Tally.Tally): ReadonlyArray<AnswerRow> => {
    const { all, report } = clustersOf(tally, known, options)
    if (report._tag !== "JourneyClusters") return [measuredRow(report)]
    const { clusters, excluded, stability } = report
    const found = stability.find(({ groups }) => groups === clusters.length)
    const outcomesOf = (group: number): AnswerRow =>
      Object.assign(
        {},
        ...all.map(([name, each]) =>
          outcomeColumns(name, each._tag === "JourneyClusters" ? each.clusters[group]?.outcome : undefined)
        )
      )
    return clusters.map((cluster, i) => ({
      group: i + 1,
      in_its_middle: shownPath(cluster.medoid),
      cases: cluster.share.count,
      ...measuredRow({ ...cluster.share, excluded }),
      paths: cluster.paths.length,
      ...outcomesOf(i),
      typical: typicalText(cluster),
      agreement: found?.agreement ?? null
    }))
  }

/**
 * The kinds of journeys there are, if any division of them is stable: what is in the middle of each, what stands out, and what became
 * of them against all others, where that is on record.
 */
export const journeyClusterRows = Effect.fn("journeyClusterRows")(function* (question: Question) {
  yield* refuseSeries(question)
  const options = {
    most: yield* wholeIn(question, "most", [2, 20], 8),
    seed: yield* wholeIn(question, "seed", [0, 2 ** 32 - 1], 1)
  }
  const { known, tally } = yield* countOutcomes(question)
  return rowsOfParts(tally, question.by, clusterRows(known, options))
})
