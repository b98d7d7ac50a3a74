import {
  ClosingTheLoop,
  CustomerId,
  type LoopCase,
  RecordId,
  type Response,
  Sources,
  Tally,
  TouchpointId
} from "@throughline/core"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

const evidence = { source: "test", kind: "objective" } as const
const at = fc.integer({ min: 0, max: 9 }).map((half) => new Date(half * 43_200_000))
const customer = fc.constantFrom("ada", "\u{1F600}").map((id) => CustomerId.make(id))
const ids = ["a", "b", "c", "d", "e", "\u{1F600}", "\uff5e"]

const without = <A extends object>(record: A): A =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as A

const withIds = <A extends object>(record: fc.Arbitrary<A>) =>
  fc
    .uniqueArray(fc.constantFrom(...ids), { maxLength: ids.length })
    .chain((chosen) =>
      fc.tuple(...chosen.map((id) => record.map((fields) => without({ ...fields, id: RecordId.make(id) }))))
    )

const responses = withIds(
  fc.record({
    customer,
    touchpoint: fc.option(
      fc.constantFrom("cart", "checkout").map((id) => TouchpointId.make(id)),
      { nil: undefined }
    ),
    at,
    metric: fc.constantFrom("nps", "nps", "csat"),
    component: fc.constantFrom("emotional", undefined),
    scale: fc.constant("0-10"),
    score: fc.integer({ min: 0, max: 10 }),
    evidence: fc.constant(evidence)
  })
) as unknown as fc.Arbitrary<Array<Response>>

const loopCases = withIds(
  fc.record({
    customer,
    response: fc.constantFrom(...ids).map((id) => RecordId.make(id)),
    at,
    contactedAt: fc.option(at, { nil: undefined }),
    closedAt: fc.option(at, { nil: undefined }),
    outcome: fc.constantFrom("recovered", "lost", undefined),
    evidence: fc.constant(evidence)
  })
) as unknown as fc.Arbitrary<Array<LoopCase>>

const inOrder = <A extends { readonly at: Date; readonly id: string }>(list: ReadonlyArray<A>): ReadonlyArray<A> =>
  list.toSorted((a, b) => a.at.getTime() - b.at.getTime() || Sources.compareText(a.id, b.id))

const firstCase = (answer: Response, cases: ReadonlyArray<LoopCase>, asOf: Date): LoopCase | undefined =>
  inOrder(
    cases.filter((each) => each.response === answer.id && each.customer === answer.customer && each.at <= asOf)
  )[0]

const nextAnswer = (answer: Response, known: ReadonlyArray<Response>): Response | undefined => {
  const question = ({ component, customer, metric }: Response) => JSON.stringify([customer, metric, component])
  return inOrder(known.filter((each) => each.at > answer.at && question(each) === question(answer)))[0]
}

const happened = (moment: Date | undefined, asOf: Date): Date | undefined =>
  moment !== undefined && moment <= asOf ? moment : undefined

/** A row by its definition: what it holds, with `undefined` for what it has not. */
const row = (answer: Response, known: ReadonlyArray<Response>, cases: ReadonlyArray<LoopCase>, asOf: Date) => {
  const [opened, next] = [firstCase(answer, cases, asOf), nextAnswer(answer, known)]
  const contactedAt = happened(opened?.contactedAt, asOf)
  const closed = opened?.closedAt === undefined || opened.closedAt <= asOf
  return {
    response: answer.id,
    score: answer.score,
    at: answer.at,
    loopCase: opened?.id,
    contacted: contactedAt !== undefined,
    days: Math.floor(((contactedAt ?? asOf).getTime() - answer.at.getTime()) / 86_400_000),
    outcome: closed ? opened?.outcome : undefined,
    nextAt: next?.at,
    nextScore: next?.score,
    sameTouchpoint: next && next.touchpoint === answer.touchpoint,
    contactedBefore: next && contactedAt !== undefined && contactedAt <= next.at
  }
}

describe("recoveries", () => {
  it("are what they say, record by record, in any order", () => {
    fc.assert(
      fc.property(responses, loopCases, at, (answers, cases, asOf) => {
        const rows = [...Sources.recoveries(answers, cases, asOf)]
        expect([...Sources.recoveries(answers.toReversed(), cases.toReversed(), asOf)]).toEqual(rows)
        const known = answers.filter((each) => each.at <= asOf).sort((a, b) => Sources.compareText(a.id, b.id))
        expect(rows.length).toBe(known.length)
        rows.forEach((each, i) => {
          const answer = known[i]
          if (answer !== undefined) expect({ ...row(answer, known, cases, asOf), ...each }).toEqual(each)
        })
        expect(rows.map((each) => ({ ...each }))).toMatchObject(
          known.map((answer) => without(row(answer, known, cases, asOf)))
        )
      })
    )
  })

  it("are counted, and close the loop", () => {
    fc.assert(
      fc.property(responses, loopCases, at, (answers, cases, asOf) => {
        const rows = [...Sources.recoveries(answers, cases, asOf)]
        const low = [0, 6] as const
        const tally = Tally.from(rows, { by: ["score", "days", "contacted"] })
        expect(ClosingTheLoop.fromTally(tally, { low })).toEqual(ClosingTheLoop.fromAnswers(rows, { low }))
        const pairs = rows.map(({ contactedBefore, nextScore, score }) => ({
          score,
          next: nextScore,
          contacted: contactedBefore
        }))
        expect(
          ClosingTheLoop.upliftFromTally(Tally.from(rows, { by: ["score", "nextScore", "contactedBefore"] }))
        ).toEqual(ClosingTheLoop.uplift(pairs))
      })
    )
  })
})
