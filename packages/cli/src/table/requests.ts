import { DuplicateRequests, Requests, Tally } from "@throughline/core"
import type { AnswerRow } from "../measure/Question.ts"
import { mergeTable, requestTable } from "../measure/requestTables.ts"
import { chosen, requestOrders } from "../measure/ways.ts"
import type { TableMeasure } from "./TableMeasure.ts"

/** A table says nothing of when something was asked. */
const asOf = new Date(0)

/** Requests that are made of rows: each by its title. */
class Board {
  readonly votes: Array<Requests.AskedVote> = []
  missing = 0
  invalid = 0
  private readonly counts = new Map<string, number>()

  /** Rows that are the same: somebody who asked, or a request with the number of its votes. */
  add({ count, values: { customer = null, request, votes: told = null } }: Tally.Row): void {
    if (request === null) this.missing += count
    else if (told !== null && !(typeof told === "number" && Number.isSafeInteger(told) && told >= 0))
      this.invalid += count
    else this.ask(String(request), customer, told, count)
  }

  private ask(request: string, customer: unknown, told: number | null, count: number): void {
    this.counts.set(request, (this.counts.get(request) ?? 0) + count * (told ?? 0))
    if (customer !== null) this.votes.push({ request, customer: String(customer), at: asOf })
    else if (told === null) for (let i = 0; i < count; i++) this.votes.push({ request, at: asOf })
  }

  get requests(): ReadonlyArray<Requests.AskedRequest> {
    return Array.from(this.counts, ([title, votes]) => ({ id: title, title, votes, at: asOf, status: "open" }))
  }
}

/** What a table without times does not tell. */
const timeless = (row: AnswerRow): AnswerRow => {
  const { age_days, recent, status, trend, trend_adjusted_p, trend_ratio, ...others } = row
  return others
}

/** Requests in order: a row is somebody who asked for one, or a request with the number of its votes. */
export const requests: TableMeasure = {
  needs: ["request"],
  may: ["customer", "votes"],
  texts: ["request", "customer"],
  settings: ["similarity", "customers"],
  rows: (tally, { as, settings: { customers, similarity } }) => {
    const board = new Board()
    for (const row of Tally.rows(tally)) board.add(row)
    const { invalid, missing, requests: asked, votes } = board
    const merges = DuplicateRequests.find(asked, similarity === undefined ? {} : { similarity })
    const by = chosen(requestOrders, as)
    if (by === "revenue" || by === "recent") throw new RangeError(`A table tells no ${by}: use requesters or votes`)
    const records = { requests: asked, votes, merges, ...(customers === undefined ? {} : { customers }) }
    return requestTable(Requests.fromRecords(records, { asOf, by })).map((row) =>
      timeless({ ...row, missing, invalid })
    )
  }
}

/** Which titles of a table ask for the same. */
export const requestDuplicates: TableMeasure = {
  needs: ["request"],
  texts: ["request"],
  settings: ["similarity"],
  rows: (tally, { settings: { similarity } }) => {
    const board = new Board()
    for (const row of Tally.rows(tally)) board.add(row)
    const asked = board.requests
    return mergeTable(DuplicateRequests.find(asked, similarity === undefined ? {} : { similarity }), asked)
  }
}
