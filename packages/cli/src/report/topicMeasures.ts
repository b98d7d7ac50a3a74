import { Dimension, type Measured, RepeatContact, Sources, Tally, TopicImpact } from "@throughline/core"
import { fewest } from "./fewest.ts"
import type { TopicText, TopicTexts } from "./topicTexts.ts"
import { scaled } from "./words.ts"

const repeatDays = 7

/** A text with its topic. */
export type Told = TopicText & { readonly topic: string }

type Groups = ReadonlyArray<{ readonly value: unknown; readonly result: Measured }>

/** Measures by topic; none when no topic has a value. */
const byTopic = (groups: Groups, factor: number): ReadonlyMap<unknown, Measured> =>
  groups.some(({ result }) => result._tag === "Estimate")
    ? new Map(groups.map(({ result, value }) => [value, scaled(result, factor)]))
    : new Map()

/** What each topic weighs in NPS, of the answers that have one. */
export const impacts = ({ answers }: TopicTexts, told: ReadonlyArray<Told>) => {
  const rows = answers.flatMap(({ score, text }) => (text === undefined ? [] : [{ score, topic: told[text]?.topic }]))
  return byTopic(TopicImpact.fromTally(Tally.from(rows, { by: ["score", "topic"] }), { minimum: fewest }), 1)
}

/** How often customers come again: the rows of waits are in the order of the tickets' ids, as a store gives tickets. */
export const repeats = ({ tickets }: TopicTexts, told: ReadonlyArray<Told>, asOf: Date) => {
  const made = told.filter(({ at }) => at <= asOf)
  const rows = [...Sources.waits(tickets, asOf)].map((wait, i) => ({ ...wait, topic: made[i]?.topic }))
  const settled = Dimension.bin("settledDays", repeatDays)
  const by = ["topic", "resolution", "repeat", Dimension.bin("repeatDays", repeatDays), settled] as const
  return byTopic(RepeatContact.by(Tally.from(rows, { by }), "topic", { days: repeatDays, minimum: fewest }), 0.01)
}
