import { Nps, Tally } from "@throughline/core"
import * as aq from "arquero"
import { type Comparison, candidate } from "../Comparison.ts"
import { random } from "../random.ts"

const points = 11

interface Cells {
  readonly teams: ReadonlyArray<string>
  readonly months: ReadonlyArray<string>
  /** By month, team and score. */
  readonly counts: Float64Array
}

const cells = (groups: number, length: number): Cells => {
  const draw = random(3)
  return {
    teams: Array.from({ length: groups }, (_, i) => `team-${String(i).padStart(4, "0")}`),
    months: Array.from({ length }, (_, i) => `${2021 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`),
    counts: Float64Array.from({ length: groups * length * points }, () => 1 + draw(9))
  }
}

/** The score and nothing else: no interval, no comparison with the rest, no correction. */
const loop = ({ counts, months, teams }: Cells): Float64Array => {
  const scores = new Float64Array(months.length * teams.length)
  for (let group = 0; group < scores.length; group++) {
    let [n, net] = [0, 0]
    for (let score = 0; score < points; score++) {
      const count = counts[group * points + score] ?? 0
      n += count
      if (score >= 9) net += count
      else if (score <= 6) net -= count
    }
    scores[group] = (100 * net) / n
  }
  return scores
}

const rounded = (scores: Iterable<number>): ReadonlyArray<number> =>
  Array.from(scores, (s) => Math.round(s * 1e9) / 1e9)

/** One NPS for each team and month, from counts by team, month and score. */
export const npsByTeam = (groups: number, length: number): Comparison => {
  const made = cells(groups, length)
  const size = made.counts.length
  const columns = {
    month: { values: made.months, codes: Uint16Array.from({ length: size }, (_, i) => i / (groups * points)) },
    team: { values: made.teams, codes: Uint16Array.from({ length: size }, (_, i) => (i / points) % groups) },
    score: Uint8Array.from({ length: size }, (_, i) => i % points)
  }
  const tally = Tally.fromColumns({ columns, counts: made.counts })
  const table = aq.table({
    month: Array.from(columns.month.codes, (code) => made.months[code] ?? ""),
    team: Array.from(columns.team.codes, (code) => made.teams[code] ?? ""),
    sign: Int8Array.from(columns.score, (score) => (score >= 9 ? 1 : score <= 6 ? -1 : 0)),
    count: made.counts
  })
  return {
    name: `NPS of ${groups.toLocaleString("en")} teams in each of ${length} months`,
    ours: candidate(
      "Nps.by, with intervals and tests",
      () => Tally.by(tally, "month").map((month) => Nps.by(month.tally, "team")),
      (months) => rounded(months.flat().map(({ result }) => (result._tag === "Estimate" ? result.value : Number.NaN)))
    ),
    peers: [
      candidate("loop by hand, score only", () => loop(made), rounded),
      candidate(
        "arquero, score only",
        () =>
          table
            .groupby("month", "team")
            .rollup({ nps: "d => 100 * op.sum(d.count * d.sign) / op.sum(d.count)" })
            .orderby("month", "team"),
        (scores) => rounded(Array.from(scores.array("nps"), Number))
      )
    ]
  }
}
