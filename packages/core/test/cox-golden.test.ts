import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { Cox, type InsufficientData } from "../src/index.ts"
import { expectClose, golden } from "./golden.ts"

type Numbers = ReadonlyArray<number>
type Cells = ReadonlyArray<string | null>

const csv = (name: string): ((column: string) => Cells) => {
  const text = readFileSync(new URL(`golden/${name}.csv`, import.meta.url), "utf8")
  const [header = "", ...lines] = text.trim().split(/\r?\n/)
  const names = header.split(",")
  const rows = lines.map((line) => line.split(","))
  return (column) => rows.map((row) => row[names.indexOf(column)] || null)
}

const numbers = (cells: Cells): Float64Array =>
  Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell)))

const modelOf = (result: Cox.CoxResult): Cox.CoxModel => {
  if (result._tag !== "CoxModel") throw new Error(JSON.stringify(result))
  return result
}

const allClose = (actual: Iterable<number>, expected: Numbers, tolerance: number): void => {
  const values = [...actual]
  expect(values.length).toBe(expected.length)
  values.forEach((value, i) => {
    expectClose(value, expected[i] ?? Number.NaN, tolerance)
  })
}

const chiSquareds = ({ covariates, overall }: Cox.CoxDrift): Numbers => {
  const read = (test: Cox.CoxTest | InsufficientData): number => ("p" in test ? test.chiSquared : Number.NaN)
  return [...covariates.map(({ test }) => read(test)), read(overall)]
}

const survivalOf = (model: Cox.CoxModel, columns: Cox.CoxColumns, subject: Cox.CoxSubject): Cox.CoxSurvival => {
  const curve = Cox.survival(model, Cox.baseline(columns, model), subject)
  if (curve._tag !== "CoxSurvival") throw new Error(curve.reason)
  return curve
}

const concordanceOf = ({ concordance }: Cox.CoxModel) => {
  if (concordance._tag !== "Estimate") throw new Error(concordance.reason)
  const error = (concordance.interval.high - concordance.value) / 1.959963984540054
  const pairs = [concordance.concordant, concordance.discordant, concordance.tied]
  return { pairs, value: concordance.value, error }
}

/** The tolerances asked for. */
const [ofCoefficients, ofLikelihoods, ofConcordance] = [1e-7, 1e-8, 1e-12]

describe("Cox regression against coxph", () => {
  interface Fit {
    readonly call: string
    readonly n: number
    readonly events: number
    readonly terms: ReadonlyArray<string>
    readonly coef: Numbers
    readonly se: Numbers
    readonly vcov: ReadonlyArray<Numbers>
    readonly hr: Numbers
    readonly hr_lower95: Numbers
    readonly hr_upper95: Numbers
    readonly z: Numbers
    readonly p: Numbers
    readonly loglik_null: number
    readonly loglik: number
    readonly lr_test: { readonly chisq: number; readonly df: number; readonly p: number }
    readonly wald_test: number
    readonly score_test: number
    readonly concordance: number
    readonly concordance_se: number
    readonly concordance_counts: Readonly<Record<string, number>> | Numbers
    readonly baseline_cumhaz_at_x0?: { readonly time: Numbers; readonly cumhaz: Numbers }
    readonly ph_test_cox_zph_km: { readonly chisq: Numbers; readonly df: Numbers; readonly p: Numbers }
  }
  const cellTypes = ["squamous", "smallcell", "adeno", "large"]
  const files = [
    { data: "lung", time: "time", models: ["age_sex_ecog", "sex", "seven", "strat_sex"] },
    { data: "veteran", time: "time", models: ["full", "karno"] },
    { data: "lung_months", time: "month", models: ["age_sex"] }
  ]
  const cases = files.flatMap(({ data, models, time }) =>
    models.flatMap((model) => (["efron", "breslow"] as const).map((ties) => ({ data, time, model, ties })))
  )

  it.each(cases)("$data, $model, $ties", ({ data, model: key, ties, time }) => {
    const reference = golden<Record<string, Record<string, Fit>>>(`${data}.cox.json`)[key]?.[ties]
    if (reference === undefined) throw new Error("no reference")
    const column = csv(data)
    const names = (reference.call.match(/~ (.*), ties/)?.[1] ?? "")
      .split(" + ")
      .filter((name) => name !== "strata(sex)")
    const covariate = (name: string): Cox.CoxCovariate =>
      name === "celltype"
        ? { values: cellTypes, codes: column(name).map((cell) => cellTypes.indexOf(cell ?? "")) }
        : numbers(column(name))
    const columns: Cox.CoxColumns = {
      time: numbers(column(time)),
      event: numbers(column("event")),
      ...(reference.call.includes("strata(sex)") ? { strata: column("sex") } : {}),
      covariates: Object.fromEntries(names.map((name) => [name, covariate(name)]))
    }
    const model = modelOf(Cox.fromColumns(columns, { ties }))
    const { coefficients } = model
    expect([model.n, model.events, model.n + model.excluded.missing]).toEqual([
      reference.n,
      reference.events,
      column(time).length
    ])
    expect(coefficients.map(({ label }) => label.replace(": ", ""))).toEqual(reference.terms)
    allClose(
      coefficients.map((each) => each.coefficient),
      reference.coef,
      ofCoefficients
    )
    allClose(
      coefficients.map((each) => each.standardError),
      reference.se,
      ofCoefficients
    )
    allClose(model.covariance.flat(), reference.vcov.flat(), ofCoefficients)
    allClose(
      coefficients.map((each) => each.z),
      reference.z,
      ofCoefficients
    )
    coefficients.forEach(({ p }, j) => {
      expect(Math.abs(p / (reference.p[j] ?? 0) - 1)).toBeLessThan(ofCoefficients)
    })
    allClose(
      coefficients.map((each) => each.hazardRatio.value),
      reference.hr,
      ofCoefficients
    )
    allClose(
      coefficients.map((each) => each.hazardRatio.interval.low),
      reference.hr_lower95,
      ofCoefficients
    )
    allClose(
      coefficients.map((each) => each.hazardRatio.interval.high),
      reference.hr_upper95,
      ofCoefficients
    )
    expectClose(model.nullLogLikelihood, reference.loglik_null, ofLikelihoods / 1000)
    expectClose(model.logLikelihood, reference.loglik, ofLikelihoods / 1000)
    expectClose(model.likelihoodRatio.chiSquared, reference.lr_test.chisq, ofLikelihoods)
    expect(Math.abs(model.likelihoodRatio.p / reference.lr_test.p - 1)).toBeLessThan(ofLikelihoods)
    expectClose(model.wald.chiSquared, reference.wald_test, ofCoefficients)
    expectClose(model.score.chiSquared, reference.score_test, ofLikelihoods)
    const concordance = concordanceOf(model)
    expectClose(concordance.value, reference.concordance, ofConcordance)
    expectClose(concordance.error, reference.concordance_se, ofConcordance)
    // How many concordant, discordant and tied pairs; with two strata, each twice.
    const counts = Object.values(reference.concordance_counts)
    const per = counts.length / 5
    const sum = (kind: number): number =>
      counts.slice(kind * per, (kind + 1) * per).reduce((all, each) => all + each, 0)
    expect(concordance.pairs).toEqual([sum(0), sum(1), sum(2)])
    const drift = Cox.proportionalHazards(columns, model)
    allClose(chiSquareds(drift), reference.ph_test_cox_zph_km.chisq, ofLikelihoods)
    expect([...drift.covariates.map(({ test }) => "p" in test && test.df), coefficients.length]).toEqual(
      reference.ph_test_cox_zph_km.df
    )
    if (reference.baseline_cumhaz_at_x0 === undefined) return
    const zero = Object.fromEntries(names.map((name) => [name, name === "celltype" ? "squamous" : 0]))
    const curve = survivalOf(model, columns, { covariates: zero })
    const { cumhaz, time: times } = reference.baseline_cumhaz_at_x0
    const places = times.map((each) => curve.times.findLastIndex((at) => at <= each))
    allClose(
      places.map((place) => curve.cumulativeHazard[place] ?? 0),
      cumhaz,
      ofLikelihoods
    )
  })

  it("lung with weights, and with clusters", () => {
    interface Weighted {
      readonly coef: Numbers
      readonly se: Numbers
      readonly loglik: number
    }
    const reference = golden<{
      readonly weighted_cox_efron: Weighted
      readonly weighted_cox_breslow: Weighted
      readonly cluster_inst: { n: number; coef: Numbers; naive_se: Numbers; robust_se: Numbers }
    }>("lung.weighted.json")
    const column = csv("lung")
    const columns = {
      time: numbers(column("time")),
      event: numbers(column("event")),
      covariates: { age: numbers(column("age")), sex: numbers(column("sex")) }
    }
    const weights = columns.time.map((_, row) => 1 + ((row + 1) % 3))
    for (const ties of ["efron", "breslow"] as const) {
      const expected = reference[`weighted_cox_${ties}`]
      const model = modelOf(Cox.fromColumns({ ...columns, weights }, { ties }))
      allClose(
        model.coefficients.map((each) => each.coefficient),
        expected.coef,
        ofCoefficients
      )
      allClose(
        model.coefficients.map((each) => each.standardError),
        expected.se,
        ofCoefficients
      )
      expectClose(model.logLikelihood, expected.loglik, ofLikelihoods / 1000)
    }
    const { cluster_inst: expected } = reference
    const model = modelOf(Cox.fromColumns({ ...columns, cluster: column("inst") }))
    expect([model.n, model.excluded.missing]).toEqual([expected.n, 1])
    allClose(
      model.coefficients.map((each) => each.coefficient),
      expected.coef,
      ofCoefficients
    )
    allClose(
      model.coefficients.map((each) => each.modelStandardError),
      expected.naive_se,
      ofCoefficients
    )
    allClose(
      model.coefficients.map((each) => each.standardError),
      expected.robust_se,
      ofCoefficients
    )
  })
})

describe("entries, weights, strata and clusters against coxph", () => {
  interface Reference {
    readonly data: "lung" | "heart"
    readonly ties: "efron" | "breslow"
    readonly entry: string | null
    readonly time: string
    readonly covariates: ReadonlyArray<string>
    readonly strata: string | null
    readonly weights: string | null
    readonly cluster: string | null
    readonly rows: number
    readonly coef: Numbers
    readonly se: Numbers
    readonly naive_se: Numbers
    readonly loglik: Numbers
    readonly lr: number
    readonly wald: number
    readonly score: number
    readonly concordance: { readonly pairs: Numbers; readonly value: number; readonly se: number }
    readonly zph: Numbers
    readonly at: Numbers
    readonly curve: Readonly<Record<"time" | "cumhaz" | "surv" | "se_cumhaz" | "low" | "high", Numbers>>
  }
  const { heart, models } = golden<{
    readonly heart: Readonly<Record<string, Numbers>>
    readonly models: ReadonlyArray<Reference>
  }>("cox.json")

  const lungColumn = csv("lung")
  const lung = (name: string): Float64Array => {
    const time = numbers(lungColumn("time"))
    const month = time.map((days) => Math.floor(days / 30) + 1)
    const enter = (times: Float64Array): Float64Array =>
      times.map((each, i) => ((i + 1) % 3 === 0 ? 0 : Math.floor((each * (((i + 1) * 37) % 100)) / 101)))
    switch (name) {
      case "month":
        return month
      case "entry":
        return enter(time)
      case "start":
        return enter(month)
      case "weight":
        return time.map((_, i) => 0.5 + (((i + 1) * 17) % 40) / 16)
      case "copies":
        return time.map((_, i) => 1 + ((i + 1) % 3))
      case "cluster":
        return time.map((_, i) => ((i + 1) * 7) % 60)
      default:
        return numbers(lungColumn(name))
    }
  }
  const columnsOf = (reference: Reference): Cox.CoxColumns => {
    const { cluster, covariates, data, entry, strata, time, weights } = reference
    const column = (name: string): Float64Array =>
      data === "heart" ? Float64Array.from(heart[name] ?? []) : lung(name)
    return {
      time: column(time),
      event: column("event"),
      ...(entry === null ? {} : { entry: column(entry) }),
      ...(strata === null ? {} : { strata: column(strata) }),
      ...(weights === null ? {} : { weights: column(weights) }),
      ...(cluster === null ? {} : { cluster: column(cluster) }),
      covariates: Object.fromEntries(covariates.map((name) => [name, column(name)]))
    }
  }

  it.each(models.map((model, i) => ({ ...model, i })))(
    "$i: $data, $ties, entry $entry, strata $strata, weights $weights, cluster $cluster",
    (reference) => {
      const columns = columnsOf(reference)
      const model = modelOf(Cox.fromColumns(columns, { ties: reference.ties }))
      const { coefficients } = model
      allClose(
        coefficients.map((each) => each.coefficient),
        reference.coef,
        ofCoefficients
      )
      allClose(
        coefficients.map((each) => each.standardError),
        reference.se,
        ofCoefficients
      )
      allClose(
        coefficients.map((each) => each.modelStandardError),
        reference.naive_se,
        ofCoefficients
      )
      allClose([model.nullLogLikelihood, model.logLikelihood], reference.loglik, ofLikelihoods / 1000)
      expectClose(model.likelihoodRatio.chiSquared, reference.lr, ofLikelihoods)
      expectClose(model.wald.chiSquared, reference.wald, ofCoefficients)
      expectClose(model.score.chiSquared, reference.score, ofLikelihoods)
      const { error, pairs, value } = concordanceOf(model)
      expectClose(value, reference.concordance.value, ofConcordance)
      expectClose(error, reference.concordance.se, ofConcordance)
      allClose(pairs, reference.concordance.pairs, ofConcordance)
      allClose(chiSquareds(Cox.proportionalHazards(columns, model)), reference.zph, ofLikelihoods)
      const [first] =
        reference.strata === null
          ? [null]
          : [...new Set(Array.from(columns.strata as Float64Array))].sort((a, b) => a - b)
      const at = Object.fromEntries(reference.covariates.map((name, j) => [name, reference.at[j] ?? null]))
      const curve = survivalOf(model, columns, { covariates: at, stratum: first ?? null })
      const places = reference.curve.time.map((time) => curve.times.indexOf(time))
      const take = (all: ReadonlyArray<number | null>): Numbers => places.map((place) => all[place] ?? Number.NaN)
      allClose(take(curve.cumulativeHazard), reference.curve.cumhaz, ofLikelihoods)
      allClose(take(curve.survival), reference.curve.surv, ofLikelihoods)
      const errors = take(curve.standardError).map((each, i) => each / (reference.curve.surv[i] ?? 0))
      allClose(errors, reference.curve.se_cumhaz, ofCoefficients)
      allClose(take(curve.low), reference.curve.low, ofCoefficients)
      allClose(take(curve.high), reference.curve.high, ofCoefficients)
    }
  )
})
