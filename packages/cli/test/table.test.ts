import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  Acsi,
  BgNbd,
  Calibration,
  CompetingReasons,
  Cox,
  Kano,
  LifeTable,
  LogisticDrivers,
  LogRank,
  Nps,
  PenaltyReward,
  Servqual,
  Survival,
  Tally,
  ThemeImpact,
  WeightedNps
} from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { measureNames } from "../src/measure/topics.ts"
import { throughline } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "throughline-table-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Numbers without a pattern, the same each time. */
const noise = (i: number, size: number): number => Math.floor(((i * 7919) % 104729) / 31 + i * i) % size

const rows = Array.from({ length: 120 }, (_, i) => ({
  score: noise(i, 11),
  weight: [0.5, 1, 2.25][noise(i + 3, 3)] ?? 1,
  team: `00${noise(i + 1, 2)}`,
  speed: 1 + noise(i + 5, 5),
  price: 1 + noise(i + 9, 5),
  left: noise(i + 2, 3) === 0,
  slow: noise(i + 4, 4) === 0,
  functional: 1 + noise(i + 6, 3),
  dysfunctional: 3 + noise(i + 7, 3),
  satisfaction: 1 + noise(i, 10),
  expectancy: 1 + noise(i + 8, 10),
  ideal: 1 + noise(i + 11, 10),
  dimension: Servqual.dimensions[i % 5] ?? "empathy",
  expected: 4 + noise(i + 12, 4),
  perceived: 3 + noise(i + 13, 5),
  respondent: `r${Math.floor(i / 5)}`,
  rating: ["good", "bad", "offered"][noise(i + 14, 3)] ?? "",
  days: 1 + noise(i + 15, 200),
  plan: ["basic", "pro"][noise(i + 16, 2)] ?? "",
  offer: ["none", "discount"][noise(i + 17, 2)] ?? "",
  recency: noise(i + 18, 300),
  age: 400 + noise(i + 19, 60),
  frequency: noise(i + 20, 6),
  amountMinor: 100 * noise(i + 21, 90),
  currency: "EUR"
}))
const names = Object.keys(rows[0] ?? {})
const file = join(folder, "answers.csv")
const cells = rows.map((row) => Object.values(row).join(";"))
writeFileSync(file, [names.join(";"), ...cells, "too;few", ""].join("\r\n"))

/** How often customers bought again, when last, and how long ago first: each ten times, and thirty who never did. */
const histories = [
  ...Array.from({ length: 30 }, () => [0, 0, 30] as const),
  ...Array.from(
    { length: 10 },
    () =>
      [
        [1, 2, 30],
        [1, 5, 25],
        [2, 3, 30],
        [2, 28, 30],
        [5, 5, 30],
        [8, 24, 25],
        [4, 9, 28],
        [15, 29, 30]
      ] as const
  ).flat()
].map(([frequency, recency, age]) => ({ frequency, recency, age }))
const purchases = join(folder, "purchases.csv")
const bought = histories.map(({ age, frequency, recency }) => [frequency, recency, age].join(","))
writeFileSync(purchases, ["frequency,recency,age", ...bought].join("\n"))

const measured = async (...args: ReadonlyArray<string>) => {
  const { status, stderr, stdout } = await throughline(["measure", ...args, "--format", "json"])
  const found = (status === 0 ? JSON.parse(stdout) : []) as ReadonlyArray<Record<string, unknown>>
  return { status, stderr, rows: found }
}

const columns = (...pairs: ReadonlyArray<string>): ReadonlyArray<string> => pairs.flatMap((pair) => ["--column", pair])

const valueIn = (result: { readonly _tag: string; readonly value?: unknown }): unknown => result.value

describe("the columns of a file", () => {
  it("give NPS, by weight where there is one, as the library does", async () => {
    const plain = await measured("nps", file, ...columns("score=score"))
    expect(plain.rows).toMatchObject([{ value: valueIn(Nps.fromScores(rows.map(({ score }) => score))), n: 120 }])
    expect(plain.stderr).toContain("answers.csv: read 121 = counted 120 + rejected 1 + not asked for 0")
    expect(plain.stderr).toContain("answers.csv:122: found 2 fields, expected")
    const weighted = await measured("nps", file, ...columns("weight=weight"))
    expect(weighted.rows[0]?.value).toBeCloseTo(Number(valueIn(WeightedNps.fromRecords(rows))), 10)
    const teams = await measured("nps", file, ...columns("weight=weight"), "--by", "team")
    expect(teams.rows.map(({ team }) => team)).toEqual(["000", "001"])
  })

  it("give a part of the rows", async () => {
    const { rows: found, stderr } = await measured("nps", file, ...columns("score=score"), "--where", "team=001")
    expect(found).toMatchObject([{ n: rows.filter(({ team }) => team === "001").length }])
    expect(stderr).toContain("not asked for 6")
  })

  it("give the questionnaires", async () => {
    const kano = Kano.fromAnswers(rows)
    expect((await measured("kano", file)).rows).toMatchObject([
      kano._tag === "Kano" ? { category: kano.category, n: 120, better: kano.better?.value } : kano
    ])
    const weights = [1, 1, 2] as const
    const index = await measured("acsi", file, "--set", "ideal=2")
    expect(index.rows[0]?.value).toBeCloseTo(Number(valueIn(Acsi.fromAnswers(rows, { weights }))), 10)
    const service = await measured("servqual", file, ...columns("respondent=respondent"))
    const { dimensions, unweighted } = Servqual.fromAnswers(rows)
    const expected = [...dimensions.map(({ gap }) => valueIn(gap)), valueIn(unweighted)]
    expect(service.rows.map(({ value }) => Number(value).toFixed(9))).toEqual(
      expected.map((value) => Number(value).toFixed(9))
    )
    const good = await measured("zendesk-csat", file, ...columns("rating=rating"), "--by", "team")
    expect(good.rows.map(({ team }) => team)).toEqual(["000", "001"])
  })

  it("give what goes with an outcome", async () => {
    const predictors = ["speed", "price"] as const
    const both = columns("speed=speed", "price=price")
    const drivers = await measured("drivers", file, ...columns("outcome=score"), ...both)
    expect(drivers.rows.map(({ predictor }) => predictor)).toEqual(["(all: R²)", ...predictors])
    const logistic = await measured("logistic-drivers", file, ...columns("outcome=left"), ...both)
    const fit = LogisticDrivers.fromRecords(rows, { predictors, outcome: "left", seed: 1 })
    expect(logistic.rows[1]?.odds_ratio).toBeCloseTo(
      fit._tag === "Estimate" ? (fit.drivers[0]?.oddsRatio.value ?? 0) : 0,
      9
    )
    const contrasts = PenaltyReward.fromRecords(rows, { attributes: predictors, outcome: "score", low: 1, high: 5 })
    const factors = await measured(
      "penalty-reward",
      file,
      ...columns("outcome=score"),
      ...both,
      ...["--set", "low=1", "--set", "high=5"]
    )
    expect(factors.rows.map(({ factor }) => factor)).toEqual(
      contrasts._tag === "PenaltyReward" ? contrasts.attributes.map(({ factor }) => factor) : []
    )
    const peak = await measured("peak-end", file, ...columns("outcome=score"), ...both)
    expect(peak.rows.map(({ feature, n }) => [feature, n])).toEqual(["first", "peak", "end"].map((each) => [each, 120]))
  })

  it("give the weight of themes", async () => {
    const impact = await measured("theme-impact", file, ...columns("slow delivery=slow"))
    const [expected] = ThemeImpact.fromAnswers(rows.map(({ score, slow }) => ({ score, themes: slow ? ["slow"] : [] })))
    expect(impact.rows).toMatchObject([{ theme: "slow delivery", n: 120 }])
    expect(impact.rows[0]?.value).toBeCloseTo(Number(expected && valueIn(expected.result)), 10)
  })

  it("take yes and no for whether it was, and nothing else than that", async () => {
    const subscribers = join(folder, "subscribers.csv")
    writeFileSync(subscribers, "tenure,Churn,plan\n1,Yes,a\n2,No,b\n3,Yes,a\n4,No,b\n")
    const survival = (event: string) =>
      throughline(["measure", "survival", subscribers, ...columns("time=tenure", `event=${event}`), "-f", "ndjson"])
    const { stdout } = await survival("Churn")
    expect(JSON.parse(stdout.split("\n")[0] ?? "")).toMatchObject({ n: 4, events: 2 })
    for (const measure of ["survival", "life-table", "log-rank"]) {
      const call = [measure, subscribers, ...columns("time=tenure", "event=plan", "group=plan")]
      const { status, stderr } = await throughline([
        "measure",
        ...call.slice(0, measure === "log-rank" ? undefined : -2)
      ])
      expect([status, stderr]).toEqual([
        2,
        expect.stringContaining('event holds "a": it is true or false, yes or no, 1 or 0')
      ])
    }
  })

  it("give lifetimes", async () => {
    const lifetimes = rows.map(({ days, left }) => ({ time: days, event: left }))
    const curve = Survival.fromLifetimes(lifetimes)
    const followed = columns("time=days", "event=left")
    if (curve._tag !== "SurvivalCurve") throw new Error("no curve")
    const survival = await measured("survival", file, ...followed, "--set", "at=60", "--set", "tau=90")
    const hazard = Survival.cumulativeHazard(curve)
    expect(survival.rows.map(({ value }) => value)).toEqual([
      ...[0.25, 0.5, 0.75].map((q) => Survival.quantile(curve, q).value),
      valueIn(Survival.at(curve, 60)),
      hazard.hazard[hazard.times.findLastIndex((time) => time <= 60)],
      valueIn(Survival.restrictedMean(curve, 90))
    ])
    const beyond = await measured("survival", file, ...followed, "--set", "at=999")
    expect(beyond.rows.at(-1)).toMatchObject({ measure: "share there", value: null })
    expect((await measured("survival", file, ...followed, "--by", "plan")).rows).toHaveLength(6)
    const alike = await measured("log-rank", file, ...followed, ...columns("group=plan"))
    const test = LogRank.fromLifetimes(rows.map(({ days, left, plan }) => ({ time: days, event: left, group: plan })))
    expect(alike.rows.at(-1)?.chi_squared).toBeCloseTo(test._tag === "LogRankTest" ? test.chiSquared : 0, 10)
    const model = Cox.fromColumns({
      time: rows.map(({ days }) => days),
      event: rows.map(({ left }) => left),
      covariates: { score: rows.map(({ score }) => score) }
    })
    const cox = await measured("cox", file, ...followed, ...columns("score=score"))
    expect(cox.rows[0]?.value).toBeCloseTo(
      model._tag === "CoxModel" ? (model.coefficients[0]?.hazardRatio.value ?? 0) : 0,
      8
    )
    const byPlan = await measured("cox", file, ...followed, ...columns("plan=plan", "stratum=team"))
    expect(byPlan.rows.map(({ covariate }) => covariate)).toEqual([
      "plan: pro",
      "(concordance)",
      "(plan: does its ratio change over time?)"
    ])
  })

  it("give life tables and reasons", async () => {
    const followed = columns("time=days", "event=left")
    const lifetimes = rows.map(({ days, left, offer, plan }) => ({ days, outcome: left, reason: offer, plan }))
    const event = true
    const table = LifeTable.fromTally(Tally.from(lifetimes, { by: ["days", "outcome"] }), { width: 50, event })
    const found = await measured("life-table", file, ...followed, "--set", "width=50")
    expect(found.rows.map(({ from, value }) => [from, value])).toEqual(
      table._tag === "LifeTable" ? table.rows.map(({ from, survival }) => [from, survival]) : []
    )
    const plans = await measured("life-table", file, ...followed, "--by", "plan", "--set", "width=1000")
    expect(plans.rows.map(({ plan }) => plan)).toEqual(["basic", "pro"])
    const tally = Tally.from(lifetimes, { by: ["days", "outcome", "reason", "plan"] })
    const curves = CompetingReasons.fromTally(tally, { event })
    if (curves._tag !== "ReasonCurves") throw new Error("no curves")
    const reasons = await measured("competing-reasons", file, ...followed, ...columns("reason=offer"), "--set", "at=90")
    expect(reasons.rows.map(({ reason, value }) => [reason, value])).toEqual(
      ["discount", "none"].map((reason) => [reason, valueIn(CompetingReasons.at(curves, reason, 90))])
    )
    const groups = await measured("competing-reasons", file, ...followed, ...columns("reason=offer"), "--by", "plan")
    const tests = CompetingReasons.gray(tally, "plan", { event })
    expect(groups.rows.filter(({ plan }) => plan === "(all)").map(({ statistic }) => statistic)).toEqual(
      tests.map(({ result }) => (result._tag === "GrayTest" ? result.statistic : null))
    )
  })

  it("give loyalty", async () => {
    const health = ["--set", "score.best=10", "--set", "speed.worst=1", "--set", "speed.best=5"]
    const components = columns("score=score", "speed=speed")
    const scored = await measured("health-score", file, ...components, ...columns("outcome=left"), ...health)
    expect(scored.rows.slice(0, 3).map(({ measure }) => measure)).toEqual(["mean score", "AUC", "Brier score"])
    const told = await measured("calibration", file, ...columns("outcome=left"), "--set", "best=10")
    const area = Calibration.fromScores(
      rows.map(({ left, score }) => ({ score, event: left })),
      { best: 10 }
    )
    expect(told.rows[0]).toMatchObject({ measure: "AUC", value: valueIn(area) })
    const segments = await measured("rfm", file)
    expect(segments.rows.reduce((sum, { customers }) => sum + Number(customers), 0)).toBe(120)
    const fit = BgNbd.fromRecords(histories)
    if (fit._tag !== "BgNbdFit") throw new Error(fit._tag)
    const one = { frequency: 5, recency: 28, age: 30 }
    const asked = Object.entries(one).flatMap(([name, value]) => ["--set", `${name}=${value}`])
    const predicted = await measured("bg-nbd", purchases, ...asked, "--set", "time=10")
    expect(predicted.rows.map(({ value }) => Number(value).toFixed(6))).toEqual(
      [
        ...[fit.r, fit.alpha, fit.a, fit.b, BgNbd.expectedOfNew(fit, 10), BgNbd.probabilityAlive(fit, one)],
        BgNbd.expectedPurchases(fit, one, 10)
      ].map((each) => Number(valueIn(each)).toFixed(6))
    )
    expect((await measured("bg-nbd", purchases)).rows).toHaveLength(5)
    const plays = await measured("save-plays", file, ...columns("stayed=slow"))
    expect(plays.rows.map(({ offer }) => offer)).toEqual(["(none)", "discount"])
  })

  it("count what is no number as invalid, and what is empty as missing", async () => {
    const path = join(folder, "flawed.csv")
    writeFileSync(path, "score,other\n10,a\n,a\nten,a\n11,a\n9.5,a\n")
    const { rows: found } = await measured("nps", path, ...columns("score=score"))
    expect(found).toMatchObject([{ n: 1, missing: 1, invalid: 3 }])
  })

  it.each([
    [["kano"], 2, "kano reads the columns of a file: name the file"],
    [["kano", file, "--store", "x.duckdb"], 2, "kano reads columns of files, not a --store"],
    [["kano", file, "--over", "month"], 2, "Columns of a file are no series: use --by"],
    [["kano", file, "--by", "functional"], 2, "kano needs the column functional itself: use another --by"],
    [["kano", file, ...columns("x=team")], 2, 'kano has no column "x": its columns are functional, dysfunctional'],
    [["kano", file, ...columns("functional=Q9")], 3, 'answers.csv: there is no column "Q9". Its columns are score'],
    [["drivers", file, ...columns("outcome=score")], 2, "drivers needs a column for each predictor"],
    [["drivers", file, ...columns("outcome=score", "a=speed"), "--by", "team"], 2, "drivers is of all rows"],
    [["churn", file, ...columns("a=b")], 2, "churn is not measured by --column"],
    [["acsi", file, "--set", "x=1"], 2, 'acsi has no setting "x": it has satisfaction, expectancy, ideal'],
    [["acsi", file, "--set", "ideal=much"], 2, '--set ideal needs a number, found "much"'],
    [["csat", file, ...columns("score=score"), "--set", "minimum=5"], 2, "throughline: A scale needs whole numbers"]
  ])("refuse %j with %i", async (args, code, message) => {
    const { status, stderr } = await measured(...args)
    expect([status, stderr.includes(message) ? message : stderr]).toEqual([code, message])
  })
})

it("has every measure in its guide", () => {
  const guide = readFileSync(new URL("../../../docs/guides/command-line.md", import.meta.url), "utf8")
  expect(measureNames.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})
