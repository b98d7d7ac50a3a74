import type { ResponderKind } from "../domain/Interaction.ts"
import * as Proportion from "../stats/Proportion.ts"
import { replyShare } from "./ReplyShare.ts"
import type { ReplyResponder, ReplyVerdict } from "./ReplyTemplate.ts"
import { copiesOf, type Reply } from "./ReplyVariants.ts"

/** From so many replies on they can look automated. */
const leastReplies = 20
/** They do when, at a level of 0.95, the interval of the share repeated is above so many per cent. */
const leastShare = 80
const sureness = 0.95

/** What is counted of one responder. */
interface Counted {
  replies: number
  compared: number
  wordless: number
  repeated: number
  readonly templates: Set<string>
  readonly kinds: Set<ResponderKind>
}

const nothing = (): Counted => ({
  replies: 0,
  compared: 0,
  wordless: 0,
  repeated: 0,
  templates: new Set(),
  kinds: new Set()
})

/** Add a reply. `wordless` tells those without a word from those with too few. */
const add = (counted: Counted, reply: Reply, { repeated, template }: ReplyVerdict, wordless: boolean): void => {
  const copies = copiesOf(reply)
  counted.replies += copies
  if (wordless) counted.wordless += copies
  if (repeated !== null) counted.compared += copies
  if (repeated === 1) counted.repeated += copies
  if (template !== null) counted.templates.add(template)
  if (reply.kind !== undefined) counted.kinds.add(reply.kind)
}

const looksAutomated = ({ compared, repeated }: Counted): boolean =>
  compared >= leastReplies && Proportion.interval({ successes: repeated, n: compared }, sureness).low > leastShare

const finish = (responder: string, counted: Counted, level: number, definition: string): ReplyResponder => {
  const [kind = null] = counted.kinds
  return {
    responder,
    replies: counted.replies,
    templates: counted.templates.size,
    share: replyShare(counted.repeated, counted, level, definition),
    told: counted.kinds.size > 1 ? "both" : kind,
    looks: looksAutomated(counted) ? "automated" : "unknown"
  }
}

/** The responders that are known, who replied most first. */
export const respondersOf = (
  replies: ReadonlyArray<Reply>,
  verdicts: ReadonlyArray<ReplyVerdict>,
  wordless: ReadonlySet<number>,
  level: number,
  definition: string
): ReadonlyArray<ReplyResponder> => {
  const found = new Map<string, Counted>()
  for (const [place, reply] of replies.entries()) {
    const verdict = verdicts[place]
    if (reply.responder === undefined || verdict === undefined) continue
    const counted = found.get(reply.responder) ?? nothing()
    add(counted, reply, verdict, wordless.has(place))
    found.set(reply.responder, counted)
  }
  return [...found]
    .map(([responder, counted]) => finish(responder, counted, level, definition))
    .sort((a, b) => b.replies - a.replies || (a.responder < b.responder ? -1 : 1))
}
