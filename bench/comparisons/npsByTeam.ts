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
const loop = ({ counts, teams }: Cells): Float64Array => {
  const [n, net] = [new Float64Array(teams.length), new Float64Array(teams.length)]
  counts.forEach((count, cell) => {
    const team = Math.floor(cell / points) % teams.length
    const score = cell % points
    n[team] = (n[team] ?? 0) + count
    if (score >= 9) net[team] = (net[team] ?? 0) + count
    else if (score <= 6) net[team] = (net[team] ?? 0) - count
  })
  return net.map((sum, team) => (100 * sum) / (n[team] ?? 1))
}

const rounded = (scores: Iterable<number>): ReadonlyArray<number> =>
  Array.from(scores, (s) => Math.round(s * 1e9) / 1e9)

/** One NPS for each team, from counts by team, month and score. */
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
    team: Array.from(columns.team.codes, (code) => made.teams[code] ?? ""),
    sign: Int8Array.from(columns.score, (score) => (score >= 9 ? 1 : score <= 6 ? -1 : 0)),
    count: made.counts
  })
  return {
    name: `NPS of ${groups.toLocaleString("en")} teams, counted over ${length} months`,
    ours: candidate(
      "Nps.by, with intervals and tests",
      () => Nps.by(tally, "team"),
      (teams) => rounded(teams.map(({ result }) => (result._tag === "Estimate" ? result.value : Number.NaN)))
    ),
    peers: [
      candidate("loop by hand, score only", () => loop(made), rounded),
      candidate(
        "arquero, score only",
        () =>
          table
            .groupby("team")
            .rollup({ nps: "d => 100 * op.sum(d.count * d.sign) / op.sum(d.count)" })
            .orderby("team"),
        (scores) => rounded(Array.from(scores.array("nps"), Number))
      )
    ]
  }
}
