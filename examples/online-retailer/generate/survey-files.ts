import { isoUtc } from "./calendar.ts"
import { hostileComments } from "./comments.ts"
import { line, utf8 } from "./delimited.ts"
import { type Random, random } from "./random.ts"
import type { Response } from "./responses.ts"

const header =
  "response_id,customer_id,touchpoint,channel,team,segment,submitted_at,nps,satisfaction,effort,status,comment"

/** How many rows of `survey-answers.csv` are wrong in which way; no row is wrong in two ways. */
const surveyFlaws = {
  npsEleven: 40,
  npsMinusOne: 30,
  npsSixAndAHalf: 35,
  satisfactionNotAvailable: 60,
  cutShort: 7,
  oneCellTooMany: 6,
  hostileComment: hostileComments.length,
  repeated: 220
}

type Row = [id: string, customer: string, ...cells: Array<string | number | undefined>]
const nps = 7
const satisfaction = 8
const comment = 11

export const surveyCsv = (responses: ReadonlyArray<Response>): Uint8Array => {
  const draw = random("survey flaws")
  const rows = responses.filter(({ fromApp }) => !fromApp).map(surveyRow)
  const complete = shuffled(
    draw,
    rows.filter((row) => row[nps] !== undefined && row[satisfaction] !== undefined)
  )
  const take = (count: number) => complete.splice(0, count)
  for (const row of take(surveyFlaws.npsEleven)) row[nps] = 11
  for (const row of take(surveyFlaws.npsMinusOne)) row[nps] = -1
  for (const row of take(surveyFlaws.npsSixAndAHalf)) row[nps] = "6.5"
  for (const row of take(surveyFlaws.satisfactionNotAvailable)) row[satisfaction] = "n/a"
  take(surveyFlaws.hostileComment).forEach((row, i) => {
    row[comment] = hostileComments[i]
  })
  for (const row of take(surveyFlaws.cutShort)) row.length = satisfaction
  for (const row of take(surveyFlaws.oneCellTooMany)) row.push("export-v2")
  const again = new Set(take(surveyFlaws.repeated))
  return utf8([header, ...repeatLater(draw, rows, again)])
}

const surveyRow = (response: Response, i: number): Row => {
  const { customer, touchpoint, channel, team } = response.interaction
  return [
    `R${100_000 + i}`,
    customer.id,
    touchpoint,
    channel,
    team,
    response.segment,
    isoUtc(response.submittedAt),
    response.nps,
    response.satisfaction,
    response.effort,
    response.dismissed ? "dismissed" : "complete",
    response.comment
  ]
}

/** The exporter resumed now and then and wrote some rows again, up to 400 rows later. */
const repeatLater = (draw: Random, rows: ReadonlyArray<Row>, again: ReadonlySet<Row>): ReadonlyArray<string> => {
  const keyed = rows.map((row, i) => ({ at: i, text: line(row) }))
  const copies = rows.flatMap((row, i) => (again.has(row) ? [{ at: i + 0.5 + draw.below(400), text: line(row) }] : []))
  return [...keyed, ...copies].sort((a, b) => a.at - b.at).map(({ text }) => text)
}

const brokenAppLines = 7

/** The same survey from the app: one JSON object a line, a few of them cut off. */
export const surveyNdjson = (responses: ReadonlyArray<Response>): Uint8Array => {
  const draw = random("app flaws")
  const lines = responses.filter(({ fromApp, dismissed }) => fromApp && !dismissed).map(appLine)
  const broken = new Set(
    shuffled(
      draw,
      lines.map((_, i) => i)
    ).slice(0, brokenAppLines)
  )
  return utf8(lines.map((text, i) => (broken.has(i) ? text.slice(0, 40 + draw.below(60)) : text)))
}

const appLine = (response: Response, i: number): string => {
  const { customer, touchpoint } = response.interaction
  return JSON.stringify({
    id: `A${100_000 + i}`,
    customer: { id: customer.id, segment: response.segment },
    touchpoint,
    at: response.submittedAt * 1000,
    answers: { nps: response.nps ?? null, csat: response.satisfaction ?? null, ces: response.effort ?? null },
    comment: response.comment === "" ? null : response.comment
  })
}

const shuffled = <A>(draw: Random, items: ReadonlyArray<A>): Array<A> =>
  items
    .map((item) => [draw.unit(), item] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, item]) => item)
