import { readFileSync } from "node:fs"
import { argv, cpuUsage, resourceUsage } from "node:process"
import { Cox, LogRank, Survival } from "@throughline/core"
import { type Candidate, candidate } from "../Comparison.ts"
import { readLifetimes } from "./lifetimes.ts"

/** `node survivalOurs.ts <data file> <measure> <rounds>`: what `r/survival.R` does, by us. */
const [, , path = "", measure = "", rounds = ""] = argv
const { covariates, event, group, time } = readLifetimes(readFileSync(path))
const ended = Uint8Array.from(event)

const found = <Result extends { readonly _tag: string }, Tag extends string>(
  result: Result,
  tag: Tag
): Extract<Result, { readonly _tag: Tag }> => {
  if (result._tag !== tag) throw new Error(`${measure} gives ${JSON.stringify(result)}`)
  return result as Extract<Result, { readonly _tag: Tag }>
}

const kaplanMeier = candidate(
  "kaplan-meier",
  () => Survival.fromColumns({ times: time, ended }),
  (result) => {
    const { high, low, survival, times } = found(result, "SurvivalCurve")
    const sorted = time.toSorted()
    const asked = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0)
    const places = asked.map((each) => times.findLastIndex((one) => one <= each))
    return [survival, low, high].flatMap((all) => places.map((place) => all[place]))
  }
)

const logRank = candidate(
  "log-rank",
  () => LogRank.fromColumns({ times: time, ended }, group),
  (result) => {
    const { chiSquared, groups } = found(result, "LogRankTest")
    return [chiSquared, ...groups.map(({ expected }) => expected)]
  }
)

const cox = candidate(
  "cox",
  () => Cox.fromColumns({ time, event: ended, covariates: Object.fromEntries(covariates.entries()) }),
  (result) => {
    const { coefficients, concordance } = found(result, "CoxModel")
    return [
      ...coefficients.map(({ coefficient }) => coefficient),
      ...coefficients.map(({ standardError }) => standardError),
      found(concordance, "Estimate").value
    ]
  }
)

const candidates: ReadonlyArray<Candidate> = [kaplanMeier, logRank, cox]
const [chosen = cox] = candidates.filter(({ name }) => name === measure)
const times: Array<number> = []
let answer: unknown
for (let round = 0; round < Number(rounds); round++) {
  const start = cpuUsage()
  answer = await chosen.run()
  const { system, user } = cpuUsage(start)
  times.push((system + user) / 1000)
}
const peak = resourceUsage().maxRSS
console.log([times.join(" "), peak, [chosen.read(answer)].flat().join(" ")].join("|"))
