/** What can be measured and what it answers, by what it is about. */
const topics = {
  "What customers say": {
    nps: "would they recommend us",
    "nps-change": "what of a change is other scores, what other shares",
    "nps-standardised": "NPS of groups, were their segments mixed alike",
    "nps-power": "how many answers it takes to see a change",
    csat: "the share that is satisfied",
    mean: "the mean satisfaction",
    ces: "how easy was it",
    "zendesk-csat": "good of good and bad ratings of tickets",
    "response-rate": "how many of those asked did answer",
    coverage: "which touchpoints were asked about",
    attention: "are answers from where customers are"
  },
  "What they expected": {
    gap: "experience against expectation",
    zone: "how many experiences are within what customers tolerate",
    importance: "what matters to customers, and how well it performs",
    "stated-importance": "what customers say matters, against what goes with recommending",
    "rank-gaps": "what to fix first, and how sure that is"
  },
  "What goes with it": {
    drivers: "what goes with recommending, or with the outcome in a table",
    "logistic-drivers": "which scores go with leaving, or with the yes and no in a table",
    "penalty-reward": "what is a basic, a performance, an excitement factor",
    "peak-end": "does the first, the peak or the end of a journey count",
    "outcome-links": "which parts of the way go with leaving, or with detracting",
    improvement: "did what was changed go with a change",
    "closing-the-loop": "are detractors followed up, and does it help"
  },
  "What changes": {
    trend: "does a measure rise or fall",
    "control-chart": "does a measure leave its limits",
    alerts: "which touchpoints left their limits, since when"
  },
  "Who leaves, who stays": {
    churn: "who left, by period, under every convention",
    "churn-trend": "does churn rise or fall",
    "churn-reasons": "why they leave, and which reason rises",
    "lost-revenue": "what those who left had paid, by reason",
    survival: "how long do they stay",
    "life-table": "of those who began a stretch of time, how many saw its end",
    "log-rank": "do groups leave alike",
    "competing-reasons": "how many have left for which reason, by when",
    revenue: "how recurring revenue moves, and how much is kept",
    retention: "who is active again, by cohort and age",
    activity: "who is new, returning, back or gone, and how often they come",
    "repeat-purchase": "who comes a second time, and when"
  },
  "How tickets are served": {
    "first-reply": "how long until tickets are answered",
    "resolution-time": "how long until they are resolved",
    "requester-wait": "how long customers waited in all",
    "handling-time": "how long tickets are worked on",
    "ticket-age": "how old open tickets are",
    "reply-within": "how many were answered within a target",
    "sla-breaches": "how many tickets were late",
    "first-contact-resolution": "does the first contact do",
    reopens: "how many tickets come back",
    backlog: "do open tickets pile up"
  },
  "What customers do": {
    paths: "which touchpoint follows which, and after what time",
    variants: "which paths do journeys take",
    "step-matrix": "where are they at their first, second, third interaction",
    attribution: "where do journeys begin, or end",
    "path-comparison": "do two groups or periods go the same ways",
    "journey-clusters": "which kinds of journeys are there, and what became of each",
    funnel: "how far do they come, of the --steps or of the journey",
    "drop-off": "where do those go who come no further",
    dwell: "how many days do they stay in a stage",
    stuck: "which stage holds them too long, or longer than before, or than planned",
    conformance: "how many go as planned, and where do the others leave the plan",
    "hand-offs": "how often are they handed over",
    rework: "how many come back to where they had been"
  },
  "How the journey feels": {
    "emotion-curve": "how does it feel from touchpoint to touchpoint, and what carries the whole",
    consistency: "does it matter which team or channel they meet",
    "hand-off-cost": "are they less content after a hand-off"
  },
  "What customers ask for": {
    requests: "which requests are wanted most, and how sure that is",
    "request-duplicates": "which requests ask for the same",
    "request-times": "how long until requests are done or declined"
  },
  "From the columns of a file, by --column; so are many of those above": {
    acsi: "the American customer satisfaction index",
    kano: "what a feature is to customers",
    servqual: "service quality in five dimensions",
    "theme-impact": "what a theme of comments weighs in the score",
    cox: "what goes with leaving sooner",
    "health-score": "a score of components, and does it tell who leaves",
    calibration: "does a score tell who leaves",
    rfm: "who bought lately, often, for much",
    "bg-nbd": "how often customers without a contract buy, and when they stop",
    "rate-ratio": "how many times as high is one rate of events as the others",
    "save-plays": "which offers go with staying"
  }
} as const

type Topics = typeof topics

export type MeasureName = { [Topic in keyof Topics]: keyof Topics[Topic] }[keyof Topics]

/** The names of the measures. */
export const measureNames = Object.values(topics).flatMap((measures) =>
  Object.keys(measures)
) as ReadonlyArray<MeasureName>

/** All measures, one a line, under what they are about. */
export const listOfMeasures = (): string => {
  const width = Math.max(...measureNames.map((name) => name.length))
  return Object.entries(topics)
    .map(([topic, measures]) =>
      [topic, ...Object.entries(measures).map(([name, question]) => `  ${name.padEnd(width)}  ${question}`)].join("\n")
    )
    .join("\n\n")
}
