import { Period, type Response, Scale, type Ticket } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { grouped } from "./grouped.ts"

/** A ticket or a comment. */
export interface TopicText {
  readonly text: string
  readonly customer: string | undefined
  readonly at: Date
  /** The calendar day. */
  readonly day: string
  readonly touchpoint: string | undefined
  readonly channel: string | undefined
  readonly team: string | undefined
}

/** What a report knows of texts: they are all tickets, or all comments. */
export interface TopicTexts {
  readonly kind: "ticket" | "comment"
  readonly texts: ReadonlyArray<TopicText>
  /** The ticket of each text, in the same order; none for comments. */
  readonly tickets: ReadonlyArray<Ticket>
  /** Answers to "would you recommend us", whose topic is that of a ticket before or of their own comment. */
  readonly answers: ReadonlyArray<{ readonly score: number; readonly text: number | undefined }>
}

/** An answer is about a ticket that came at most so long before it. */
export const answeredWithin = 30
const dayLength = 86_400_000

const isText = (text: string): boolean => /[^\s]/.test(text)

const nps = { metric: "nps", scale: Scale.nps.id, component: null } as const

/** The last ticket of a customer before an answer, by its place among all: tickets come in the order of time. */
const lastBefore = (tickets: ReadonlyArray<number>, texts: ReadonlyArray<TopicText>, at: number) => {
  const place = tickets.findLast((i) => (texts[i]?.at.getTime() ?? at) < at)
  const before = place === undefined ? undefined : texts[place]
  return before !== undefined && at - before.at.getTime() <= answeredWithin * dayLength ? place : undefined
}

const ofTickets = Effect.fn("ofTickets")(function* (tickets: ReadonlyArray<Ticket>, labelOf: (at: number) => string) {
  const texts = tickets.map(
    ({ at, body, channel, customer, subject, team, touchpoint }): TopicText => ({
      text: `${subject}\n${body}`,
      customer,
      at,
      day: labelOf(at.getTime()),
      touchpoint,
      channel,
      team
    })
  )
  const inTime = texts.map((_, i) => i).sort((a, b) => (texts[a]?.at.getTime() ?? 0) - (texts[b]?.at.getTime() ?? 0))
  const theirs = grouped(inTime, (i) => texts[i]?.customer)
  const store = yield* Store
  const answers = yield* store.read({ kind: "responses", where: nps }).pipe(
    Stream.map(({ at, customer, score }) => ({
      score,
      text: lastBefore(theirs.get(customer) ?? [], texts, at.getTime())
    })),
    Stream.runCollect
  )
  const found: TopicTexts = { kind: "ticket", texts, tickets, answers }
  return found
})

/** Collects the comments of responses, and the answers they stand beside. */
class Comments {
  readonly texts: Array<TopicText> = []
  readonly answers: Array<TopicTexts["answers"][number]> = []
  readonly #places = new Map<string, number>()
  readonly #labelOf: (at: number) => string

  constructor(labelOf: (at: number) => string) {
    this.#labelOf = labelOf
  }

  add(response: Response): void {
    const text = this.#placeOf(response)
    const { component, metric, scale, score } = response
    if (metric === nps.metric && scale === nps.scale && component === undefined) this.answers.push({ score, text })
  }

  /** A customer who answers several questions at once writes one comment. */
  #placeOf({ at, channel, comment, customer, team, touchpoint }: Response): number | undefined {
    if (comment === undefined || !isText(comment)) return undefined
    const key = JSON.stringify([customer, at.getTime(), comment])
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.texts.length)
    const day = this.#labelOf(at.getTime())
    return this.texts.push({ text: comment, customer, at, day, touchpoint, channel, team }) - 1
  }
}

const ofComments = Effect.fn("ofComments")(function* (labelOf: (at: number) => string) {
  const store = yield* Store
  const comments = new Comments(labelOf)
  yield* Stream.runForEach(store.read({ kind: "responses" }), (response) => Effect.sync(() => comments.add(response)))
  const found: TopicTexts = { kind: "comment", texts: comments.texts, tickets: [], answers: comments.answers }
  return found
})

/** The texts that a report tells the topics of: tickets, or where none has a text, comments of answers. */
export const readTopicTexts = Effect.fn("readTopicTexts")(function* (timeZone: string) {
  const store = yield* Store
  const labelOf = Period.labeller("day", timeZone)
  const tickets = yield* store.read({ kind: "tickets" }).pipe(
    Stream.filter(({ body, subject }) => isText(subject) || isText(body)),
    Stream.runCollect
  )
  return tickets.length > 0 ? yield* ofTickets(tickets, labelOf) : yield* ofComments(labelOf)
})
