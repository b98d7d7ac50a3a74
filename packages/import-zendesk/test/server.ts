import type { IncomingMessage, ServerResponse } from "node:http"

/** A ticket as far as the export needs it. */
export interface ExportedTicket {
  readonly id: number
  readonly generated_timestamp: number
  readonly [field: string]: unknown
}

export const ticket = (
  id: number,
  changed: number,
  fields: Readonly<Record<string, unknown>> = {}
): ExportedTicket => ({
  id,
  generated_timestamp: changed,
  requester_id: 7000 + id,
  status: "open",
  subject: `Order ${id}`,
  description: "Where is it?",
  created_at: "2026-03-02T10:00:00Z",
  via: { channel: "email" },
  metric_set: { replies: 1, reopens: 0, reply_time_in_minutes: { calendar: 10, business: 5 } },
  ...fields
})

const pageSize = 2
const credentials = `Basic ${Buffer.from("ann@example.com/token:secret-token").toString("base64")}`

/** An account of Zendesk as its documentation describes the API: what it holds can change, and it notes what it is asked. */
export class Account {
  tickets: ReadonlyArray<ExportedTicket> = []
  /** Answers to give before any other: a status with headers. */
  refusals: Array<readonly [status: number, headers?: Readonly<Record<string, string>>]> = []
  /** Pages to break off in the middle. */
  broken = 0
  lists: Readonly<Record<string, ReadonlyArray<unknown>>> = {}
  readonly asked: Array<string> = []

  readonly answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost")
    this.asked.push(`${pathname}?${searchParams}`)
    const { authorization } = request.headers
    const [status, headers] =
      authorization === credentials || authorization === "Bearer oauth-token" ? (this.refusals.shift() ?? []) : [401]
    if (status !== undefined) {
      response.writeHead(status, headers).end('{"error":"Forbidden","description":"secret-token"}')
      return
    }
    const body =
      pathname === "/api/v2/incremental/tickets/cursor.json"
        ? this.#exported(searchParams)
        : this.#page(pathname, searchParams)
    if (body === undefined) {
      response.writeHead(400).end('{"error":"StartTimeMissing"}')
      return
    }
    const text = JSON.stringify(body)
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) })
    if (this.broken-- > 0) response.write(text.slice(0, 50), () => response.destroy())
    else response.end(text)
  }

  /** By the time of the last change, then by id; the cursor stands behind the last one given. */
  #exported(query: URLSearchParams): unknown {
    const cursor = query.get("cursor")
    const since = query.get("start_time")
    if (cursor === null && since === null) return undefined
    const [time = 0, id = 0] = cursor === null ? [Number(since) - 1, Infinity] : placeOf(cursor)
    const left = this.tickets
      .filter((one) => one.generated_timestamp > time || (one.generated_timestamp === time && one.id > id))
      .toSorted((a, b) => a.generated_timestamp - b.generated_timestamp || a.id - b.id)
    const given = left.slice(0, pageSize)
    const last = given.at(-1)
    const after = last === undefined ? cursor : cursorOf(last)
    const withMetrics = query.get("include") === "metric_sets"
    return {
      tickets: given.map(({ metric_set, ...rest }) => (withMetrics ? { ...rest, metric_set } : rest)),
      after_url: `https://acme.zendesk.com/api/v2/incremental/tickets/cursor.json?cursor=${after}`,
      after_cursor: after,
      before_url: null,
      before_cursor: null,
      end_of_stream: left.length <= pageSize
    }
  }

  #page(path: string, query: URLSearchParams): unknown {
    const key = path.includes("satisfaction_ratings") ? "satisfaction_ratings" : "survey_responses"
    const all = this.lists[key] ?? []
    const from = Number(query.get("page[after]") ?? 0)
    const to = from + pageSize
    return {
      [key]: all.slice(from, to),
      meta: { has_more: to < all.length, after_cursor: `${to}`, before_cursor: `${from}` }
    }
  }
}

const cursorOf = ({ generated_timestamp, id }: ExportedTicket): string =>
  Buffer.from(`${generated_timestamp}.0||${id}|`).toString("base64")

const placeOf = (cursor: string): ReadonlyArray<number> =>
  Buffer.from(cursor, "base64").toString().split(/\|+/).slice(0, 2).map(Number)
