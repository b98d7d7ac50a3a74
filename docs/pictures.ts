import { writeFileSync } from "node:fs"
import {
  ControlChart,
  Csat,
  Deviations,
  Dimension,
  DirectlyFollows,
  Dwell,
  Funnel,
  Gap,
  type Group,
  ImportancePerformance,
  Interaction,
  insufficientData,
  MeanScore,
  type Measured,
  Nps,
  Period,
  PlannedJourney,
  Retention,
  Scale,
  Sources,
  StepMatrix,
  Stuck,
  Survival,
  Tally,
  Topics,
  TopicTrend
} from "@throughline/core"
import {
  controlChart,
  dwellCurves,
  funnelChart,
  funnelPanels,
  heatMap,
  importancePerformanceMap,
  journeyMap,
  mergeTree,
  npsBars,
  stageFlows,
  stepHeatMap,
  survivalCurve,
  topicHeatMap,
  topicTrends,
  trendLine,
  trendPanels
} from "@throughline/render"
import { Schema } from "effect"
import { makeCompany } from "../examples/online-retailer/generate/company.ts"
import { journey } from "../examples/online-retailer/journey.ts"
import { customers, lifetimes } from "../examples/telco-churn/customers.ts"

/** Draws the pictures of the guides into `pictures/`, from the data of the examples: the same bytes every time. */
const company = makeCompany()
const stars = Scale.make(1, 5)

const answers = company.responses
  .filter(({ dismissed }) => !dismissed)
  .map(({ interaction, nps, satisfaction, submittedAt }) => ({
    customer: interaction.customer.id,
    touchpoint: interaction.touchpoint,
    team: interaction.team,
    at: new Date(1000 * submittedAt),
    nps,
    satisfaction
  }))

const about = (customer: string, touchpoint: string): string => JSON.stringify([customer, touchpoint])

const expected = new Map(
  company.expectations
    .filter(({ component }) => component === "")
    .map(({ askedAt, customer, importance, predicted, touchpoint }) => [
      about(customer.id, touchpoint),
      { at: new Date(1000 * askedAt), importance, predicted }
    ])
)

/** Answers of customers who had said before what they expected. */
const pairs = answers.flatMap(({ at, customer, satisfaction, touchpoint }) => {
  const expectation = expected.get(about(customer, touchpoint))
  if (satisfaction === undefined || expectation === undefined || expectation.at >= at) return []
  const { importance, predicted } = expectation
  return [{ touchpoint, importance, predicted, score: satisfaction }]
})

const npsScore = (result: Nps.NpsResult) => ({ score: result, ...(result._tag === "Estimate" && { counts: result }) })

const side = <Result>({ differs, fromRest }: Group<Result>): "higher" | "lower" | undefined => {
  if (!differs || fromRest._tag !== "Difference") return undefined
  return fromRest.value > 0 ? "higher" : "lower"
}

const npsByCarrier = (): string => {
  const deliveries = answers.filter(({ touchpoint }) => touchpoint === "delivery")
  const groups = Nps.by(Tally.from(deliveries, { by: ["team", "nps"] }), "team", { score: "nps" })
  return npsBars({
    title: "Whether customers recommend the shop depends on the carrier",
    subtitle: "NPS of deliveries, January to June 2026, invented data",
    groups: groups.map((group) => ({ name: String(group.value), nps: npsScore(group.result), differs: side(group) }))
  })
}

const csatByMonth = (): string => {
  const purchases = answers.filter(({ touchpoint }) => touchpoint === "purchase-process")
  const tally = Tally.from(purchases, { by: [Dimension.period("at", "month", "Europe/Berlin"), "satisfaction"] })
  const periods = Csat.over(tally, "month", { scale: stars, score: "satisfaction" })
  return trendLine({
    title: "More customers are satisfied with the checkout since April",
    subtitle: "CSAT of the checkout: per cent that answer 4 or 5 of 5, invented data",
    format: { style: "number", decimals: 0 },
    periods: periods.map(({ period, result }) => ({ label: period, value: result }))
  })
}

const resultOf = <Result extends Measured>(groups: ReadonlyArray<Group<Result>>, touchpoint: string) =>
  groups.find(({ value }) => value === touchpoint)?.result ?? insufficientData("no answers", 0)

const customersOf = (touchpoint: string): number =>
  new Set(company.interactions.filter((each) => each.touchpoint === touchpoint).map(({ customer }) => customer.id)).size

/** The touchpoints of each journey, in the order in which the customer met them. */
const journeys = [...company.interactions]
  .sort((a, b) => a.at - b.at)
  .reduce((found, { begun, customer, touchpoint }) => {
    const key = about(customer.id, String(begun))
    return found.set(key, [...(found.get(key) ?? []), touchpoint])
  }, new Map<string, ReadonlyArray<string>>())
const journeyPaths = [...journeys.values()]
const journeyTally = Tally.fromColumns({ columns: { path: journeyPaths.map(Sources.pathText) } })

const journeySteps = journeyPaths.flatMap((path) =>
  [...path, undefined].map((to, i) => ({ from: i === 0 ? undefined : path[i - 1], to }))
)
const journeyGraph = DirectlyFollows.fromTally(Tally.from(journeySteps, { by: ["from", "to"] }))
const graph = journeyGraph._tag === "DirectlyFollows" ? journeyGraph : { nodes: [], edges: [], steps: 0 }
const leftThePlan = Deviations.fromTally(journeyTally, journey, { repeats: "free" })

const retailerMap = (): string => {
  const joint = Tally.from(pairs, { by: ["touchpoint", "predicted", "score"] })
  const predictions = MeanScore.by(joint, "touchpoint", { scale: stars, score: "predicted" })
  const experiences = MeanScore.by(joint, "touchpoint", { scale: stars })
  const gaps = Gap.by(joint, "touchpoint")
  const scores = Nps.by(Tally.from(answers, { by: ["touchpoint", "nps"] }), "touchpoint", { score: "nps" })
  return journeyMap({
    title: "Customer service and delivery fall furthest short of what customers expect",
    subtitle: `${pairs.length.toLocaleString("en")} pairs of expectation and experience, January to June 2026, invented data`,
    scale: stars,
    touchpoints: PlannedJourney.touchpoints(journey).map(({ stage, touchpoint: { channel, ...touchpoint } }) => ({
      id: touchpoint.id,
      name: touchpoint.name,
      stage: stage.name,
      ...(channel !== undefined && { channel: { kind: channel, label: channel } }),
      momentOfTruth: touchpoint.momentOfTruth,
      optional: touchpoint.optional,
      expected: resultOf(predictions, touchpoint.id),
      experienced: resultOf(experiences, touchpoint.id),
      gap: resultOf(gaps, touchpoint.id),
      nps: npsScore(resultOf(scores, touchpoint.id)),
      customers: customersOf(touchpoint.id)
    })),
    paths: { graph, deviations: leftThePlan._tag === "Deviations" ? leftThePlan.deviations : [] }
  })
}

const steps = (curve: Survival.SurvivalCurve) =>
  curve.times.map((time, i) => {
    const survival = curve.survival[i] ?? 0
    return {
      time,
      atRisk: curve.atRisk[i] ?? 0,
      events: curve.events[i] ?? 0,
      censored: curve.censored[i] ?? 0,
      survival,
      low: curve.low[i] ?? survival,
      high: curve.high[i] ?? survival
    }
  })

const survivalByContract = (): string =>
  survivalCurve({
    title: "Half of the customers without a long contract leave within three years",
    subtitle: "Share of 7,043 telephone customers who stay, by contract",
    unit: "months",
    groups: Survival.by(customers, "contract", lifetimes).map(({ result, value }) => ({
      name: String(value),
      steps: result._tag === "SurvivalCurve" ? steps(result) : []
    }))
  })

const monthOf = Period.labeller("month", "Europe/Berlin")
const dayOf = Period.labeller("day", "Europe/Berlin")

const model = Topics.fit(
  company.tickets.map(({ customer, description, subject }) => ({
    text: `${subject}\n${description}`,
    customer: customer.id
  })),
  { topics: 30, seed: 1 }
)
const topicOf = Topics.assigner(model)

const told = company.tickets.map(({ channel, createdAt, customer, description, subject }) => ({
  topic: topicOf(`${subject}\n${description}`).topic,
  day: dayOf(1000 * createdAt),
  channel,
  carrier: customer.carrier
}))

const about30 = "Tickets of an online retailer, January to June 2026, 30 topics, invented data"
const topics = model.topics.filter(({ kind }) => kind === "topic")

const topicsOverTime = (): string => {
  const trends = TopicTrend.fromTexts(told)
  const known = new Map(trends._tag === "TopicTrends" ? trends.topics.map((trend) => [trend.topic, trend]) : [])
  const days = [...new Set(told.map(({ day }) => day))].sort()
  return topicTrends({
    title: "Lost parcels came up in the middle of June",
    subtitle: about30,
    days,
    topics: topics.map(({ id, name }) => ({
      name,
      trend: known.get(id),
      texts: days.map((day) => told.filter((text) => text.topic === id && text.day === day).length)
    }))
  })
}

const topicsByCarrier = (): string => {
  const columns = ["NordPost", "Paketblitz", "SwiftShip"]
  return topicHeatMap({
    title: "Parcels are lost by one carrier",
    subtitle: `${about30}, by the carrier of the customer`,
    columns,
    topics: topics.map(({ id, name }) => ({
      name,
      texts: columns.map((column) => told.filter(({ carrier, topic }) => topic === id && carrier === column).length)
    }))
  })
}

const topicTree = (): string =>
  mergeTree({ title: "Topics of one language and one cause belong together", subtitle: about30, model })

const names = PlannedJourney.touchpoints(journey).map(({ touchpoint: { id, name } }) => ({ id, name }))
const aboutJourneys = `${journeyPaths.length.toLocaleString("en")} journeys of an online retailer, invented data`

const purchaseFunnel = (): string =>
  funnelChart({
    title: "Six in ten who visit the website do not go on to buy",
    subtitle: aboutJourneys,
    funnel: Funnel.fromPaths(journeyPaths, {
      steps: ["search-product", "website-visit", "purchase-process", "delivery"]
    }),
    names
  })

/** Journeys that began in June are not over. */
const funnelByMonth = (): string => {
  const begun = new Map<string, Array<ReadonlyArray<string>>>()
  for (const [key, path] of journeys) {
    const month = monthOf(1000 * Number(JSON.parse(key)[1]))
    begun.set(month, [...(begun.get(month) ?? []), path])
  }
  const steps = ["search-product", "website-visit", "purchase-process", "delivery"]
  return funnelPanels({
    title: "Since April more of those who search for a product get a delivery",
    subtitle: `${aboutJourneys}, by the month in which they began`,
    groups: [...begun]
      .filter(([name]) => name < "2026-06")
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, all]) => ({ name, funnel: Funnel.fromPaths(all, { steps }) })),
    names
  })
}

const stepByStep = (): string =>
  stepHeatMap({
    title: "Half of the journeys are over before the fourth interaction",
    subtitle: aboutJourneys,
    matrix: StepMatrix.fromTally(journeyTally, { positions: 8 }),
    names
  })

const stageByStage = (): string =>
  stageFlows({
    title: "Four in ten who discover something go no further",
    subtitle: aboutJourneys,
    graph,
    stages: journey.stages
  })

const decode = Schema.decodeUnknownSync(Interaction)
const evidence = { source: "shop", kind: "objective" }

const dwellByStage = (): string => {
  // From the last stage there is nowhere to move on to.
  const planned = journey.stages.slice(0, -1)
  const stages = Dwell.stagesOf(journey)
  const interactions = company.interactions.map(({ at, customer, touchpoint }, i) =>
    decode({ id: String(i), customer: customer.id, touchpoint, at: new Date(1000 * at).toISOString(), evidence })
  )
  const rule = { stages, sessionGap: 30 * 86_400, seenUntil: new Date("2026-07-01T00:00:00Z") }
  const rows = Sources.stays(interactions, new Date("2026-06-01T00:00:00Z"), rule)
  const tally = Tally.from(rows, { by: ["stage", "days", "age", "outcome"] })
  return dwellCurves({
    title: "Customers evaluate longer than the other stages let expect",
    subtitle: "Stays of an online retailer's customers until they move on to another stage, invented data",
    stages: Dwell.fromTally(tally, { stages: planned }),
    stuck: Stuck.fromTally(tally, { stages: planned }),
    names: planned.map(({ id, name }) => ({ id, name }))
  })
}

const importancePerformance = (): string =>
  importancePerformanceMap({
    title: "Customer service and delivery matter much and fall short",
    subtitle: `${pairs.length.toLocaleString("en")} answers before and after, 1 to 5, online retailer, invented data`,
    map: ImportancePerformance.by(Tally.from(pairs, { by: ["touchpoint", "importance", "score"] }), "touchpoint"),
    names
  })

/** The numbers of the guide. */
const resolvedAtOnce = (): string =>
  controlChart({
    title: "Fewer tickets were resolved at once in July",
    subtitle: "First-contact resolution by month, 2026, invented data",
    chart: ControlChart.pFromShares(
      [171, 175, 168, 172, 166, 201, 139, 31].map((successes, i) => ({
        period: `2026-0${i + 1}`,
        successes,
        n: [241, 249, 240, 243, 238, 287, 240, 60][i] ?? 0
      })),
      { baseline: { through: "2026-06" }, inProgress: "2026-08" }
    )
  })

const npsByCarrierAndMonth = (): string => {
  const deliveries = answers.filter(({ touchpoint }) => touchpoint === "delivery")
  const month = Dimension.period("at", "month", "Europe/Berlin")
  const groups = Nps.by(Tally.from(deliveries, { by: ["team", "nps"] }), "team", { score: "nps" })
  const months = Nps.over(Tally.from(deliveries, { by: [month, "nps"] }), "month", { score: "nps" })
  return trendPanels({
    title: "One carrier is recommended less than the others in every month",
    subtitle: "NPS of deliveries by carrier, January to June 2026, invented data",
    format: { style: "signed" },
    periods: months.map(({ period }) => ({ label: period })),
    groups: groups.map((group) => {
      const own = deliveries.filter(({ team }) => team === group.value)
      const known = new Map(
        Nps.over(Tally.from(own, { by: [month, "nps"] }), "month", { score: "nps" }).map((each) => [
          each.period,
          each.result
        ])
      )
      return { name: String(group.value), values: months.map(({ period }) => known.get(period)), differs: side(group) }
    })
  })
}

const cellOf = (cell: Retention.RetentionCell) => {
  if (cell._tag !== "Estimate")
    return { unknown: cell._tag === "Censored" ? "the month is not over" : "too few customers" }
  return { value: cell.value / 100, shade: cell.value / 100, remark: `${cell.retained} of ${cell.n}` }
}

const retentionByMonth = (): string => {
  const visits = company.interactions.map(({ at, customer }) => ({ customer: customer.id, period: monthOf(1000 * at) }))
  const result = Retention.fromActivity(visits, { unit: "month", through: "2026-06" })
  const { ages, cohorts } = result._tag === "Retention" ? result : { ages: [], cohorts: [] }
  return heatMap({
    title: "Three in ten come again in the next month, and hardly any after five",
    subtitle:
      "Share that was seen again so many months later, by month of the first visit, online retailer, invented data",
    format: { style: "percent" },
    rows: cohorts.map(({ cohort, size }) => ({ name: cohort, note: `${size.toLocaleString("en")} customers` })),
    columns: ages.map((age) => ({ name: age === 1 ? "1 month later" : `${age} months later` })),
    cells: cohorts.map(({ cells }) => cells.map(cellOf)),
    legend: [{ shade: 1, text: "all came back" }]
  })
}

const pictures = {
  "retention-by-month": retentionByMonth,
  "nps-by-carrier-and-month": npsByCarrierAndMonth,
  "resolved-at-once": resolvedAtOnce,
  "importance-performance": importancePerformance,
  "dwell-by-stage": dwellByStage,
  "purchase-funnel": purchaseFunnel,
  "purchase-funnel-by-month": funnelByMonth,
  "journeys-step-by-step": stepByStep,
  "journeys-stage-by-stage": stageByStage,
  "topics-over-time": topicsOverTime,
  "topics-by-carrier": topicsByCarrier,
  "topic-tree": topicTree,
  "nps-by-carrier": npsByCarrier,
  "csat-by-month": csatByMonth,
  "journey-map": retailerMap,
  "survival-by-contract": survivalByContract
}
for (const [name, draw] of Object.entries(pictures)) {
  writeFileSync(new URL(`pictures/${name}.svg`, import.meta.url), `${draw()}\n`)
}
