import { Dimension, Period, type Tally } from "@throughline/core"
import type { Store, StoreError } from "@throughline/store"
import type { Effect } from "effect"
import type { Engine } from "./Engine.ts"
import { asOf } from "./records.ts"

/** A tally, and the statement of each engine that answers the same, as one who knows the engine writes it for this only. */
export interface Question {
  readonly name: string
  readonly ask: (store: Store["Service"]) => Effect.Effect<Tally.Tally, StoreError>
  readonly sql: { readonly [D in Engine["dialect"]]: string }
}

const now = asOf.getTime()
const zone = "'Europe/Berlin'"
const day = 86_400_000

const periods = Period.between("month", "Europe/Berlin", Date.UTC(2025, 0, 1), now - 1)

/** The current records in ClickHouse. */
const last = (kind: string, more = ""): string => `throughline."${kind}" FINAL WHERE throughline_deleted = 0${more}`

const berlin = {
  duckdb: `timezone(${zone}, to_timestamp("at" / 1000))`,
  postgres: `(to_timestamp("at" / 1000.0) AT TIME ZONE ${zone})`,
  clickhouse: `toDateTime(intDiv("at", 1000), ${zone})`
}

/** Whole numbers over whole numbers. */
const over = { duckdb: "//", postgres: "/" }

const lifetimes = (dialect: "duckdb" | "postgres"): string =>
  `SELECT running, (CASE WHEN running THEN ${now} ELSE last_end END - first_start) ${over[dialect]} ${day} AS days, count(*) FROM (SELECT min("startedAt") AS first_start, max("endedAt") AS last_end, bool_or("endedAt" IS NULL OR "endedAt" > ${now}) AS running FROM subscriptions WHERE "startedAt" <= ${now} GROUP BY customer) AS c GROUP BY 1, 2`

const steps =
  'SELECT before, touchpoint, count(*) FROM (SELECT touchpoint, lag(touchpoint) OVER (PARTITION BY customer ORDER BY "at", id) AS before FROM interactions) AS i WHERE before IS NOT NULL GROUP BY 1, 2'

const retention = (dialect: "duckdb" | "postgres"): string => {
  const month = `extract(year FROM ${berlin[dialect]}) * 12 + extract(month FROM ${berlin[dialect]})`
  return `SELECT first_month, month - first_month, count(*) FROM (SELECT month, min(month) OVER (PARTITION BY customer) AS first_month FROM (SELECT DISTINCT customer, ${month} AS month FROM interactions WHERE "at" < ${now}) AS a) AS b GROUP BY 1, 2`
}

const waits = (dialect: "duckdb" | "postgres"): string => {
  const known = `SELECT "at", "firstReplyAt", "firstReplyAt" <= ${now} AS replied, CASE WHEN status = 'solved' AND ("resolvedAt" IS NULL OR "resolvedAt" <= ${now}) THEN 1 ELSE 0 END AS solved, "resolvedAt" FROM tickets WHERE "at" <= ${now}`
  const state = "CASE WHEN replied THEN 'replied' WHEN solved = 1 THEN 'closed' ELSE 'waiting' END"
  const until = `CASE WHEN replied THEN "firstReplyAt" WHEN solved = 1 THEN "resolvedAt" ELSE ${now} END`
  return `SELECT ${state} AS state, (${until} - "at") ${over[dialect]} 3600000 AS hours, count(*) FROM (${known}) AS k GROUP BY 1, 2`
}

/** What is asked, of the records that `records.ts` makes. */
export const questions: ReadonlyArray<Question> = [
  {
    name: "answers by touchpoint",
    ask: (store) => store.tally({ source: "responses", by: ["touchpoint"] }),
    sql: {
      duckdb: "SELECT touchpoint, count(*) FROM responses GROUP BY 1",
      postgres: "SELECT touchpoint, count(*) FROM responses GROUP BY 1",
      clickhouse: `SELECT touchpoint, count() FROM ${last("responses")} GROUP BY touchpoint`
    }
  },
  {
    name: "touchpoint × score",
    ask: (store) => store.tally({ source: "responses", by: ["touchpoint", "score"] }),
    sql: {
      duckdb: "SELECT touchpoint, score, count(*) FROM responses GROUP BY 1, 2",
      postgres: "SELECT touchpoint, score, count(*) FROM responses GROUP BY 1, 2",
      clickhouse: `SELECT touchpoint, score, count() FROM ${last("responses")} GROUP BY touchpoint, score`
    }
  },
  {
    name: "by month in Berlin",
    ask: (store) => store.tally({ source: "responses", by: [Dimension.period("at", "month", "Europe/Berlin")] }),
    sql: {
      duckdb: `SELECT date_trunc('month', ${berlin.duckdb}) AS month, count(*) FROM responses GROUP BY 1`,
      postgres: `SELECT date_trunc('month', ${berlin.postgres}) AS month, count(*) FROM responses GROUP BY 1`,
      clickhouse: `SELECT toStartOfMonth(${berlin.clickhouse}) AS month, count() FROM ${last("responses")} GROUP BY month`
    }
  },
  {
    name: "lifetimes",
    ask: (store) => store.tally({ source: "lifetimes", by: ["outcome", "days"], asOf }),
    sql: {
      duckdb: lifetimes("duckdb"),
      postgres: lifetimes("postgres"),
      clickhouse: `SELECT running, intDiv(if(running = 1, toInt64(${now}), last_end) - first_start, ${day}) AS days, count() FROM (SELECT min("startedAt") AS first_start, max("endedAt") AS last_end, max(ifNull("endedAt" > ${now}, 1)) AS running FROM ${last("subscriptions", ` AND "startedAt" <= ${now}`)} GROUP BY customer) GROUP BY running, days`
    }
  },
  {
    name: "steps",
    ask: (store) => store.tally({ source: "steps", by: ["from", "to"] }),
    sql: {
      duckdb: steps,
      postgres: steps,
      clickhouse: `SELECT a, b, count() FROM (SELECT arrayMap(row -> tupleElement(row, 3), arraySort(groupArray(("at", id, touchpoint)))) AS path FROM ${last("interactions")} GROUP BY customer) ARRAY JOIN arrayPopBack(path) AS a, arrayPopFront(path) AS b GROUP BY a, b`
    }
  },
  {
    name: "gaps",
    ask: (store) => store.tally({ source: "gaps", by: ["predicted", "score"] }),
    sql: {
      duckdb:
        'SELECT predicted, score, count(*) FROM (SELECT r.score, max_by(e.predicted, (e."at", e.id)) AS predicted FROM responses AS r JOIN expectations AS e USING (customer, touchpoint, scale) WHERE r.metric = \'csat\' AND r.component IS NOT DISTINCT FROM e.component AND e."at" <= r."at" GROUP BY r.id, r.score) AS g GROUP BY 1, 2',
      postgres:
        'SELECT predicted, score, count(*) FROM (SELECT DISTINCT ON (r.id) r.score, e.predicted FROM responses AS r JOIN expectations AS e USING (customer, touchpoint, scale) WHERE r.metric = \'csat\' AND r.component IS NOT DISTINCT FROM e.component AND e."at" <= r."at" ORDER BY r.id, e."at" DESC, e.id DESC) AS g GROUP BY 1, 2',
      clickhouse: `SELECT predicted, score, count() FROM (SELECT score, tupleElement(arraySort(groupArray((e_at, e_id, predicted)))[-1], 3) AS predicted FROM (SELECT id, customer, touchpoint, scale, ifNull(component, '') AS part, score, "at" FROM ${last("responses", " AND metric = 'csat'")}) ALL INNER JOIN (SELECT customer, touchpoint, scale, ifNull(component, '') AS part, "at" AS e_at, id AS e_id, predicted FROM ${last("expectations")}) USING customer, touchpoint, scale, part WHERE e_at <= "at" GROUP BY id, score) GROUP BY predicted, score`
    }
  },
  {
    name: "retention by month",
    ask: (store) => store.tally({ source: "retention", by: ["cohort", "age"], periods }),
    sql: {
      duckdb: retention("duckdb"),
      postgres: retention("postgres"),
      clickhouse: `SELECT months[1] AS first_month, month - months[1] AS age, count() FROM (SELECT arraySort(groupUniqArray(toRelativeMonthNum(${berlin.clickhouse}))) AS months FROM ${last("interactions", ` AND "at" < ${now}`)} GROUP BY customer) ARRAY JOIN months AS month GROUP BY first_month, age`
    }
  },
  {
    name: "waits",
    ask: (store) => store.tally({ source: "waits", by: ["reply", Dimension.bin("replySeconds", 3600)], asOf }),
    sql: {
      duckdb: waits("duckdb"),
      postgres: waits("postgres"),
      clickhouse: `SELECT multiIf(replied, 'replied', solved, 'closed', 'waiting') AS state, intDiv(multiIf(replied, "firstReplyAt", solved, "resolvedAt", toInt64(${now})) - "at", 3600000) AS hours, count() FROM (SELECT "at", "firstReplyAt", ifNull("firstReplyAt" <= ${now}, 0) AS replied, status = 'solved' AND ifNull("resolvedAt" <= ${now}, 1) AS solved, "resolvedAt" FROM ${last("tickets", ` AND "at" <= ${now}`)}) GROUP BY state, hours`
    }
  }
]
