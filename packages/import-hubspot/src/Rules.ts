import type { FieldSource, RecordRule } from "@throughline/import"
import { channels, priorities } from "./Values.ts"

/** What a field of a ticket comes from, where the source has it. */
export interface TicketColumns {
  readonly id: string
  readonly version?: string | undefined
  readonly customer?: string | undefined
  readonly at?: string | undefined
  readonly firstReplyAt?: string | undefined
  readonly resolvedAt?: string | undefined
  readonly slaDueAt?: string | undefined
  readonly channel?: string | undefined
  readonly team?: string | undefined
  readonly priority?: string | undefined
  readonly stage: string
  readonly subject?: string | undefined
  readonly body?: string | undefined
}

type Values = Readonly<Record<string, string | null>>

const withValues = (column: string | undefined, values: Values): FieldSource | undefined =>
  column === undefined ? undefined : { column, values }

/** The rule for tickets whose stages stand for these statuses. */
export const ticketRule = (columns: TicketColumns, statuses: Values): RecordRule => {
  const { body, channel, id, priority, stage, subject, version, ...others } = columns
  const sources: Readonly<Record<string, FieldSource | undefined>> = {
    ...others,
    channel: withValues(channel, channels),
    priority: withValues(priority, priorities),
    status: withValues(stage, statuses),
    subject: subject ?? { value: "" },
    body: body ?? { value: "" }
  }
  const fields = Object.entries(sources).flatMap(([name, source]) =>
    source === undefined ? [] : [[name, source] as const]
  )
  return {
    kind: "tickets",
    id,
    ...(version === undefined ? {} : { version }),
    fields: Object.fromEntries(fields)
  }
}

/** What nothing in a source says. */
export const touchpointQuestion = (what: string): string =>
  `records[0].fields.touchpoint: which touchpoint of the journey are ${what} about, as {"value": "support"}?`

/** The question about texts that a table does not have. */
export const unknownIn = (texts: ReadonlyArray<string>, known: Values, field: string): ReadonlyArray<string> => {
  const unknown = [...new Set(texts)].filter((text) => text !== "" && !Object.hasOwn(known, text))
  const named = unknown.slice(0, 8).map((text) => JSON.stringify(text.slice(0, 40)))
  return unknown.length === 0 ? [] : [`records[0].fields.${field}.values: what does ${named.join(", ")} stand for?`]
}
