import { random } from "../random.ts"

const syllables =
  "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru sta ple tri sno qua".split(" ")
const functionWords = "i the my is not to a it and for you can have what how do with was on please".split(" ")

/** So many words of a topic each text takes from: they are shared with other topics. */
const wordsOfTopic = 12

/** A short text with the topic that it was made for. */
export interface Labelled {
  readonly text: string
  readonly label: string
}

/**
 * Short texts about topics, the same for the same seed: sizes fall as 1 / rank, each text has two to four words of its
 * topic, three to six function words and up to three words of any topic.
 */
export const synthetic = (count: number, topics: number, seed: number): ReadonlyArray<Labelled> => {
  const below = random(seed)
  const pick = <Item>(items: ReadonlyArray<Item>): Item => items[below(items.length)] as Item
  const words = Array.from({ length: 6 * topics }, () => pick(syllables) + pick(syllables) + pick(syllables))
  const own = Array.from({ length: topics }, () => Array.from({ length: wordsOfTopic }, () => pick(words)))
  const cumulative: Array<number> = []
  for (let rank = 1; rank <= topics; rank++) cumulative.push((cumulative[rank - 2] ?? 0) + 1 / rank)
  const total = cumulative[topics - 1] ?? 1
  const draw = (): number => {
    const at = (below(1_000_000) / 1_000_000) * total
    return cumulative.findIndex((sum) => sum > at)
  }
  return Array.from({ length: count }, () => {
    const topic = draw()
    const chosen = [
      ...Array.from({ length: 2 + below(3) }, () => pick(own[topic] ?? words)),
      ...Array.from({ length: 3 + below(4) }, () => pick(functionWords)),
      ...Array.from({ length: below(4) }, () => pick(words))
    ]
    for (let i = chosen.length - 1; i > 0; i--) {
      const j = below(i + 1)
      ;[chosen[i], chosen[j]] = [chosen[j] ?? "", chosen[i] ?? ""]
    }
    return { text: chosen.join(" "), label: `topic ${topic + 1}` }
  })
}
