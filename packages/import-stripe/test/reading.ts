import { readFileSync } from "node:fs"
import type { RecordOf } from "@throughline/core"
import { describeRejected, type Importer, Input, type Mapping, type Message } from "@throughline/import"
import { Effect, Stream } from "effect"

/** A file of `fixtures/`; its NOTICE.md says where each comes from. */
export const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8")

export const proposalOf = (importer: Importer<Mapping>, name: string, text: string) =>
  Effect.runPromise(importer.propose(Input.fromText(name, text)))

/** All that is told about an input, with the mapping that is proposed for it unless there is another. */
export const messagesOf = async (
  importer: Importer<Mapping>,
  name: string,
  text: string,
  change: (mapping: Mapping) => Mapping = (mapping) => mapping
): Promise<ReadonlyArray<Message>> => {
  const { mapping } = await proposalOf(importer, name, text)
  const input = Input.fromText(name, text)
  return Effect.runPromise(Stream.runCollect(importer.read(input, { mapping: change(mapping) })))
}

export const subscriptionsOf = (messages: ReadonlyArray<Message>): ReadonlyArray<RecordOf<"subscriptions">> =>
  messages.flatMap((message) =>
    message._tag === "Imported" && message.kind === "subscriptions" ? [message.record] : []
  )

export const movementsOf = (messages: ReadonlyArray<Message>): ReadonlyArray<RecordOf<"movements">> =>
  messages.flatMap((message) => (message._tag === "Imported" && message.kind === "movements" ? [message.record] : []))

const day = (at: Date | undefined): string => at?.toISOString().slice(0, 16) ?? "–"

/** A subscription in one line: id, customer, start, end, reason, price. */
export const subscription = (one: RecordOf<"subscriptions">): string =>
  [
    one.id.replace("stripe:subscriptions:", ""),
    one.customer,
    day(one.startedAt),
    day(one.endedAt),
    one.reason ?? "–",
    one.priceMinor === undefined ? "–" : `${one.priceMinor} ${one.currency}`
  ].join(" ")

/** A movement in one line: id, time, kind, amount. */
export const movement = ({ amountMinor, at, currency, id, kind }: RecordOf<"movements">): string =>
  [id.replace("stripe:movements:", ""), day(at), kind, amountMinor, currency].join(" ")

export const rejectionsOf = (messages: ReadonlyArray<Message>): ReadonlyArray<string> =>
  messages.flatMap((message) =>
    message._tag === "Rejected" ? [`${message.severity} ${message.record} ${describeRejected(message)}`] : []
  )

export const countsOf = (messages: ReadonlyArray<Message>) => {
  const last = messages.at(-1)
  return last?._tag === "Summary" ? last.counts : undefined
}
