import type { Ticket } from "@throughline/core"
import { own, ownAt } from "@throughline/import/format"
import { defaultStages } from "./Values.ts"

type Statuses = Readonly<Record<string, Ticket["status"]>>

const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])

/**
 * What each stage stands for, by what the account says of its pipelines (`GET /crm/v3/pipelines/tickets`): closed ones are
 * `solved`, one that is named as HubSpot names that in which it waits for the customer is `pending`, all others are `open`.
 *
 * ```ts import.meta.vitest
 * import { statusesOf } from "./Stages.ts"
 *
 * const stages = [{ id: "11", label: "In progress", metadata: { ticketState: "OPEN" } },
 *   { id: "12", label: "Waiting on contact", metadata: { ticketState: "OPEN" } },
 *   { id: "13", label: "Done", metadata: { ticketState: "CLOSED" } }]
 * statusesOf({ results: [{ id: "7", label: "Support", stages }] }) // => { 11: "open", 12: "pending", 13: "solved" }
 * ```
 */
export const statusesOf = (pipelines: unknown): Statuses => {
  const stages = list(own(pipelines, "results")).flatMap((pipeline) => list(own(pipeline, "stages")))
  return Object.fromEntries(
    stages.flatMap((stage) => {
      const id = own(stage, "id")
      const isClosed = ownAt(stage, "metadata", "ticketState") === "CLOSED"
      const label = own(stage, "label")
      const status = isClosed ? "solved" : label === "Waiting on contact" ? "pending" : "open"
      return typeof id === "string" ? [[id, status] as const] : []
    })
  )
}

/** A ticket of a sample: its stage, and whether it has a time of closing. */
export interface StagedTicket {
  readonly stage: string
  readonly isClosed: boolean
}

/** What the stages of a sample stand for as far as they say it, and the question about the others. */
export const proposeStatuses = (
  tickets: ReadonlyArray<StagedTicket>
): { readonly values: Statuses; readonly questions: ReadonlyArray<string> } => {
  const names = [...new Set(tickets.map(({ stage }) => stage))].filter((stage) => stage !== "").slice(0, 100)
  const known = (stage: string) => (Object.hasOwn(defaultStages, bare(stage)) ? defaultStages[bare(stage)] : undefined)
  const areClosed = (stage: string) => tickets.every((ticket) => ticket.stage !== stage || ticket.isClosed)
  const values: Statuses = Object.fromEntries(
    names.flatMap((stage) => {
      const status = known(stage) ?? (areClosed(stage) ? "solved" : undefined)
      return status === undefined ? [] : [[stage, status] as const]
    })
  )
  const open = names.filter((stage) => !Object.hasOwn(values, stage))
  const closed = names.filter((stage) => known(stage) === undefined && Object.hasOwn(values, stage))
  const key = "records[0].fields.status.values"
  return {
    values,
    questions: [
      ...(open.length > 0
        ? [
            `${key}: is the stage ${quoted(open)} "open", "pending" or "solved"? Settings > Objects > Tickets > Pipelines has the names.`
          ]
        : []),
      ...(closed.length > 0 ? [`${key}: is the stage ${quoted(closed)} "solved"? All tickets in it were closed.`] : [])
    ]
  }
}

/** Exports write the pipeline behind the stage: `New (Support Pipeline)`. */
const bare = (stage: string): string => stage.replace(/ \([^()]*\)$/, "")

const quoted = (texts: ReadonlyArray<string>): string =>
  texts
    .slice(0, 10)
    .map((text) => JSON.stringify(text.slice(0, 60)))
    .join(", ")
