import { Tally } from "@throughline/core"
import * as aq from "arquero"
import { type Comparison, candidate } from "../Comparison.ts"
import { random } from "../random.ts"

interface Answer {
  readonly touchpoint: string
  readonly score: number
}

type Count = readonly [touchpoint: string, score: number, count: number]

const ordered = (counts: Iterable<Count>): ReadonlyArray<Count> =>
  [...counts].sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x - y))

/** The fastest plain way to count: one map in another. */
const reduce = (answers: ReadonlyArray<Answer>): Map<string, Map<number, number>> => {
  const counts = new Map<string, Map<number, number>>()
  for (const { score, touchpoint } of answers) {
    const scores = counts.get(touchpoint) ?? new Map<number, number>()
    if (scores.size === 0) counts.set(touchpoint, scores)
    scores.set(score, (scores.get(score) ?? 0) + 1)
  }
  return counts
}

/** The other plain way: a count for each joined key. */
const joined = (answers: ReadonlyArray<Answer>): Record<string, number> =>
  answers.reduce<Record<string, number>>((counts, { score, touchpoint }) => {
    const key = `${touchpoint}|${score}`
    counts[key] = (counts[key] ?? 0) + 1
    return counts
  }, {})

const readJoined = (counts: Record<string, number>): ReadonlyArray<Count> =>
  ordered(
    Object.entries(counts).map(([key, count]): Count => {
      const [touchpoint = "", score] = key.split("|")
      return [touchpoint, Number(score), count]
    })
  )

const readTable = (table: aq.ColumnTable): ReadonlyArray<Count> => {
  const [scores, counts] = [table.array("score"), table.array("count")]
  return ordered(Array.from(table.array("touchpoint"), (touchpoint, i) => [touchpoint, scores[i], counts[i]]))
}

/** Objects counted by touchpoint and score. */
export const tallyOfObjects = (size: number): Comparison => {
  const draw = random(1)
  const answers = Array.from(
    { length: size },
    (): Answer => ({ touchpoint: `touchpoint-${draw(40)}`, score: draw(11) })
  )
  const table = aq.from(answers)
  return {
    name: `Count ${size.toLocaleString("en")} objects by touchpoint and score`,
    ours: candidate(
      "Tally.from",
      () => Tally.from(answers, { by: ["touchpoint", "score"] }),
      (tally) =>
        ordered(
          Tally.rows(tally).map(({ count, values }): Count => [String(values.touchpoint), Number(values.score), count])
        )
    ),
    peers: [
      candidate(
        "map in a map",
        () => reduce(answers),
        (counts) =>
          ordered([...counts].flatMap(([touchpoint, scores]) => [...scores].map(([s, n]): Count => [touchpoint, s, n])))
      ),
      candidate("reduce by joined key", () => joined(answers), readJoined),
      candidate("arquero, table ready", () => table.groupby("touchpoint", "score").count(), readTable),
      candidate("arquero, from objects", () => aq.from(answers).groupby("touchpoint", "score").count(), readTable)
    ]
  }
}
