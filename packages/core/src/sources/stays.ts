import type { Interaction } from "../domain/Interaction.ts"
import { type CaseRule, inCases } from "./inCases.ts"
import { pick } from "./pick.ts"
import type { TouchpointGroup } from "./TouchpointGroup.ts"

/**
 * How long a customer stayed in a stage, and how that ended. Channel, team and segment are those of the interaction that
 * they came with.
 */
export interface Stay extends Pick<Interaction, "customer" | "channel" | "team" | "segment"> {
  readonly stage: string
  /** When they came. */
  readonly at: Date
  /**
   * `"moved on"`: met another stage; `"left"`: met a touchpoint of leaving; `"went quiet"`: was not heard of for longer than
   * `sessionGap`; `"still there"`: none of these yet.
   */
  readonly outcome: "moved on" | "left" | "went quiet" | "still there"
  /** The stage moved on to. */
  readonly to?: string
  /** Whole seconds from coming until that, or until now; of who went quiet, until they were heard of last. */
  readonly seconds: number
  /** The same in whole days of 24 hours. */
  readonly days: number
  /** Whole days of 24 hours from coming until now, however the stay ended. */
  readonly age: number
}

/** What a stage is, and how a stay in it ends. */
export interface StayRule extends CaseRule {
  /** The stages; unless told, each touchpoint is a stage of its own. Touchpoints of no stage are passed over. */
  readonly stages?: ReadonlyArray<TouchpointGroup>
  /** Touchpoints that say that the customer left, such as a cancellation: of no stage. */
  readonly leaving?: ReadonlyArray<string>
  /**
   * Until when interactions are known: `asOf` unless told. What comes after `asOf` says only who of those still there then went
   * quiet, and with a `sessionGap` of time between the two it says it of everybody.
   */
  readonly seenUntil?: Date
}

const day = 86_400_000

/**
 * A row for each stay of a customer in a stage that began by `asOf`: until the first interaction of another stage.
 *
 * Interactions of the same stage one after the other are one stay, and coming back to a stage is another. A customer who is not
 * heard of for longer than `sessionGap` went quiet, and stayed until they were heard of last; without a `sessionGap` they are
 * still there. What is after `asOf` counts for nothing, but for who went quiet.
 *
 * Interactions follow each other by time and then id in code point order. Rows come in the order of customer and time, whatever
 * the order of the interactions. No interactions give no rows. Throws a `RangeError` for a touchpoint in two stages, or in one
 * and of leaving, and for a `seenUntil` before `asOf`.
 *
 * ```ts import.meta.vitest
 * import { Interaction } from "../domain/Interaction.ts"
 * import { stays } from "./stays.ts"
 * import { Schema } from "effect"
 *
 * const visit = Schema.decodeUnknownSync(Interaction)
 * const evidence = { source: "shop", kind: "objective" }
 * const visits = [
 *   visit({ id: "1", customer: "ada", touchpoint: "search", at: "2026-03-01T10:00:00Z", evidence }),
 *   visit({ id: "2", customer: "ada", touchpoint: "reviews", at: "2026-03-03T11:00:00Z", evidence })
 * ]
 * const rows = stays(visits, new Date("2026-03-10T10:00:00Z"))
 * Array.from(rows, ({ days, outcome, stage }) => [stage, days, outcome]) // => [["search", 2, "moved on"], ["reviews", 6, "still there"]]
 * ```
 */
export function* stays(interactions: Iterable<Interaction>, asOf: Date, rule: StayRule = {}): Generator<Stay> {
  const { seenUntil = asOf, sessionGap = Number.POSITIVE_INFINITY } = rule
  if (!(seenUntil >= asOf)) throw new RangeError("seenUntil is not before asOf")
  const stageOf = readStages(rule)
  const seen = [...interactions].filter(({ at }) => at <= seenUntil)
  for (const inCase of inCases(seen, rule)) {
    const last = inCase.at(-1) ?? inCase[0]
    const isQuiet = last.at <= asOf && seenUntil.getTime() - last.at.getTime() > sessionGap * 1000
    const before = inCase.filter(({ at }) => at <= asOf)
    yield* staysIn(before, stageOf, asOf.getTime(), isQuiet ? last.at.getTime() : null)
  }
}

/** The stage of a touchpoint; `null` where it is leaving, `undefined` where it is of no stage. */
type StageOf = (touchpoint: string) => string | null | undefined

const readStages = ({ leaving = [], stages }: StayRule): StageOf => {
  const known = new Map<string, string | null>()
  const learn = (touchpoint: string, stage: string | null): void => {
    if ((known.get(touchpoint) ?? stage) !== stage) {
      throw new RangeError(`"${touchpoint}" is in two stages, or in one and of leaving`)
    }
    known.set(touchpoint, stage)
  }
  for (const { id, touchpoints } of stages ?? []) for (const touchpoint of touchpoints) learn(touchpoint, id)
  for (const touchpoint of leaving) learn(touchpoint, null)
  return (touchpoint) => {
    const stage = known.get(touchpoint)
    return stage === undefined && stages === undefined ? touchpoint : stage
  }
}

/** A stay that is not over. */
interface OpenStay {
  readonly first: Interaction
  readonly stage: string
}

function* staysIn(
  inCase: ReadonlyArray<Interaction>,
  stageOf: StageOf,
  asOf: number,
  quietAt: number | null
): Generator<Stay> {
  let open: OpenStay | undefined
  for (const interaction of inCase) {
    const stage = stageOf(interaction.touchpoint)
    if (stage === undefined || stage === open?.stage) continue
    if (open !== undefined) yield ended(open, interaction.at.getTime(), asOf, wayOut(stage))
    open = stage === null ? undefined : { first: interaction, stage }
  }
  if (open === undefined) return
  yield quietAt === null
    ? ended(open, asOf, asOf, { outcome: "still there" })
    : ended(open, quietAt, asOf, { outcome: "went quiet" })
}

type How = Pick<Stay, "outcome" | "to">

const wayOut = (stage: string | null): How =>
  stage === null ? { outcome: "left" } : { outcome: "moved on", to: stage }

const ended = ({ first, stage }: OpenStay, end: number, asOf: number, how: How): Stay => {
  const came = first.at.getTime()
  return {
    ...pick(first, ["customer", "channel", "team", "segment"]),
    stage,
    at: first.at,
    ...how,
    seconds: Math.floor((end - came) / 1000),
    days: Math.floor((end - came) / day),
    age: Math.floor((asOf - came) / day)
  }
}
