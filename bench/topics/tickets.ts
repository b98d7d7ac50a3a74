import { random } from "../random.ts"
import { type Labelled, synthetic } from "./synthetic.ts"

const greetings = ["Hello team,", "Hi,", "Dear support,", "Good morning,", "To whom it may concern,"]
const fillers = [
  "I hope you are doing well.",
  "I have been a customer for many years and usually everything works.",
  "Please get back to me as soon as possible.",
  "I tried this yesterday from my phone and again today from my laptop.",
  "My colleague has the same question.",
  "I have attached a screenshot of what I see.",
  "I already called the hotline but waited for half an hour.",
  "I could not find anything about this in the help pages.",
  "This is rather urgent because I am leaving on Friday.",
  "Thank you very much for your help in advance.",
  "Let me know if you need any more information from my side.",
  "I restarted everything and cleared the cache.",
  "It worked fine until last week."
]
const forms = [
  "Ticket type: incident\nPriority: normal\nAffected service: mobile app\nOperating system: unknown",
  "Channel: mail\nLanguage: English\nContract: standard\nRegion: south",
  "Steps to reproduce:\n1. Open the app\n2. Sign in\n3. See below\nExpected result: it works\nActual result: it does not"
]
const signatures = [
  "Kind regards,\nAna\nSent from my phone",
  "Thanks\nBen\n\nThis message and any attachments are confidential. If you are not the intended recipient please delete it and notify the sender immediately.",
  "Best,\nCarla\nAccount manager, registered office in the capital"
]

/**
 * Long tickets about topics, the same for the same seed: two short texts of the topic (see `synthetic`) among greetings,
 * fillers, forms and signatures that say nothing of it.
 */
export const ticketsOf = (count: number, topics: number, seed: number): ReadonlyArray<Labelled> => {
  const below = random(seed)
  const pick = <Item>(items: ReadonlyArray<Item>): Item => items[below(items.length)] as Item
  const short = synthetic(count, topics, seed)
  const byLabel = new Map<string, Array<string>>()
  for (const { label, text } of short) byLabel.set(label, [...(byLabel.get(label) ?? []), text])
  return short.map(({ label, text }) => {
    const said = [text, pick(byLabel.get(label) ?? [text])]
    const body = [said[0], ...Array.from({ length: 1 + below(5) }, () => pick(fillers)), said[1]].join(" ")
    const parts = [pick(greetings), body, ...forms.filter(() => below(2) === 0), pick(signatures)]
    return { label, text: parts.join("\n") }
  })
}
