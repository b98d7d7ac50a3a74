import { Period, type Ticket } from "@throughline/core"
import type { Input, TableRow } from "@throughline/import"
import { Store } from "@throughline/store"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"
import type { SourceFile } from "../ingest/folder.ts"
import { readRows } from "../table/readRows.ts"
import { dayOf } from "./dayOf.ts"

/** A text, where it stands, and what is known of it. */
export interface FoundText {
  /** The file and line, or the id of the ticket. */
  readonly where: string
  readonly text: string
  readonly customer?: string
  /** The calendar day on which it came. */
  readonly day: string | null
  /** What it has in the column that topics are split by. */
  readonly part: string | null
}

/** Which columns hold the texts, put together in this order, and which ones what is known of them. */
export interface TextColumns {
  readonly texts: ReadonlyArray<string>
  readonly customer: string | undefined
  readonly at: string | undefined
  readonly by: string | undefined
  /** The calendar of the days. */
  readonly timeZone: string
}

/** So many texts are read ahead. */
const ahead = 1024

/** The dates of a file that tell no day. */
interface BadDates {
  missing: number
  unreadable: number
  firstLine: number
}

/** Turns rows of `headers` into texts, and counts the dates that tell no day. */
const textReader = (asked: TextColumns, headers: ReadonlyArray<string>, bad: BadDates) => {
  const toDay = dayOf(asked.timeZone)
  const dayIn = (cell: string, line: number): string | null => {
    const day = toDay(cell)
    if (day === null) bad.missing++
    else if (day === undefined && bad.unreadable++ === 0) bad.firstLine = line
    return day ?? null
  }
  const placeOf = (header: string | undefined) => (header === undefined ? -1 : headers.indexOf(header))
  const [customer, at, by] = [placeOf(asked.customer), placeOf(asked.at), placeOf(asked.by)]
  return (name: string, { cells, line }: TableRow): FoundText => {
    const [who, part] = [(cells[customer] ?? "").trim(), (cells[by] ?? "").trim()]
    return {
      where: `${name}:${line}`,
      text: cells.slice(0, asked.texts.length).join("\n"),
      ...(who === "" ? {} : { customer: who }),
      day: at < 0 ? null : dayIn(cells[at] ?? "", line),
      part: part === "" ? null : part
    }
  }
}

/** Say which dates tell no day; their texts count, but on no day. */
const sayDates = (name: string, { firstLine, missing, unreadable }: BadDates): Effect.Effect<void> => {
  const said = [
    ...(missing === 0 ? [] : [`no date in ${missing}`]),
    ...(unreadable === 0 ? [] : [`no time as 2026-03-29T10:00:00Z in ${unreadable}, the first in line ${firstLine}`])
  ]
  return said.length === 0 ? Effect.void : Console.error(`${name}: ${said.join(", ")}`)
}

/** The texts of some columns of files, as they are read. Says on the error stream what became of each file. */
export const textsOfFiles = (files: ReadonlyArray<SourceFile>, asked: TextColumns) =>
  Stream.fromIterable(files).pipe(
    Stream.flatMap(({ input }) =>
      Stream.callback<FoundText, ReadFailure, ReadNeeds>((queue) => Queue.into(readFile(input, asked, queue), queue), {
        bufferSize: ahead,
        strategy: "suspend"
      })
    )
  )

const readFile = Effect.fn("readFile")(function* (input: Input, asked: TextColumns, queue: Queue.Enqueue<FoundText>) {
  const known = [asked.customer, asked.at, asked.by].filter((header) => header !== undefined)
  const headers = [...asked.texts, ...known]
  const bad: BadDates = { missing: 0, unreadable: 0, firstLine: 0 }
  const toText = textReader(asked, headers, bad)
  const { name, rejected, rows, why } = yield* readRows(input, headers, (read, file) =>
    Queue.offerAll(
      queue,
      read.map((row) => toText(file, row))
    )
  )
  yield* Console.error(`${name}: read ${rows + rejected} = texts ${rows} + rejected ${rejected}${why}`)
  yield* sayDates(name, bad)
})

type ReadFailure = Effect.Error<ReturnType<typeof readFile>>
type ReadNeeds = Effect.Services<ReturnType<typeof readFile>>

/** The fields that topics of tickets are split by. */
export const ticketFields = ["touchpoint", "channel", "team", "priority"] as const
type TicketField = (typeof ticketFields)[number]

/** Whether tickets have this field to be split by. */
export const isTicketField = (name: string): name is TicketField =>
  (ticketFields as ReadonlyArray<string>).includes(name)

/** The texts of the tickets in a store: subject and body. */
export const textsOfTickets = (timeZone: string, by: TicketField | undefined) => {
  const labelOf = Period.labeller("day", timeZone)
  const toText = (ticket: Ticket): FoundText => ({
    where: ticket.id,
    text: `${ticket.subject}\n${ticket.body}`,
    ...(ticket.customer === undefined ? {} : { customer: ticket.customer }),
    day: labelOf(ticket.at.getTime()),
    part: by === undefined ? null : (ticket[by] ?? null)
  })
  return Stream.unwrap(Effect.map(Store, (store) => Stream.map(store.read({ kind: "tickets" }), toText)))
}
