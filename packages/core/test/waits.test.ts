import { CustomerId, RecordId, Sources, type Ticket, TouchpointId } from "@throughline/core"
import * as fc from "fast-check"
import { assert, describe, test } from "vitest"

const day = 86_400_000
const asOf = new Date(10 * day)

const optional = <A>(value: fc.Arbitrary<A>) => fc.option(value, { nil: undefined })
const at = fc.integer({ min: 0, max: 28 }).map((n) => new Date((n * day) / 2 - 700 * (n % 3)))

/** Few values, so that tickets meet and tie. */
const fields = fc.record({
  customer: optional(fc.constantFrom("ada", "\u{1F600}").map((id) => CustomerId.make(id))),
  touchpoint: optional(fc.constantFrom("cart", "\uff5e").map((id) => TouchpointId.make(id))),
  at,
  firstReplyAt: optional(at),
  firstReplyBy: optional(fc.constantFrom("human", "automated")),
  resolvedAt: optional(at),
  slaDueAt: optional(at),
  status: fc.constantFrom("open", "pending", "solved", "solved"),
  replies: optional(fc.nat(3))
})

const tickets = fc
  .uniqueArray(fc.constantFrom(..."abcdefgh\u{1F600}\uff5e"), { maxLength: 9 })
  .chain((ids) => fc.tuple(...ids.map((id) => fields.map((each) => ({ ...each, id })))))
  .map((all) =>
    all.map((each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)))
  ) as unknown as fc.Arbitrary<Array<Ticket>>

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const after = (a: Ticket, b: Ticket) =>
  a.at > b.at || (a.at.getTime() === b.at.getTime() && byBytes(String(a.id), String(b.id)) > 0)

const ticket = (given: Partial<Omit<Ticket, "id">> & { readonly id?: string } = {}): Ticket => ({
  at: new Date(0),
  status: "open",
  subject: "",
  body: "",
  evidence: { source: "test", kind: "objective" },
  ...given,
  id: RecordId.make(given.id ?? "a")
})

describe("waits", () => {
  test("have a row for each ticket made, in the order of the ids, whatever the order of the input", () => {
    const both = tickets.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
    fc.assert(
      fc.property(both, ([all, other]) => {
        const rows = [...Sources.waits(all, asOf)]
        assert.deepStrictEqual([...Sources.waits(other, asOf)], rows)
        const made = all.filter((each) => each.at <= asOf).sort((a, b) => byBytes(String(a.id), String(b.id)))
        assert.deepStrictEqual(
          rows.map((row) => row.at),
          made.map((each) => each.at)
        )
      })
    )
  })

  test("what happens after the instant changes nothing", () => {
    const unseen = (date: Date | undefined) => (date === undefined || date <= asOf ? date : undefined)
    const known = (each: Ticket): Ticket => {
      const { firstReplyAt, resolvedAt, ...rest } = each
      const [reply, end] = [unseen(firstReplyAt), unseen(resolvedAt)]
      return {
        ...rest,
        ...(resolvedAt !== undefined && end === undefined ? { status: "open" } : {}),
        ...(reply === undefined ? {} : { firstReplyAt: reply }),
        ...(end === undefined ? {} : { resolvedAt: end })
      }
    }
    fc.assert(
      fc.property(tickets, (all) => {
        const seen = all.filter((each) => each.at <= asOf).map(known)
        assert.deepStrictEqual([...Sources.waits(all, asOf)], [...Sources.waits(seen, asOf)])
      })
    )
  })

  const daysToNext = (each: Ticket, made: ReadonlyArray<Ticket>): number | undefined => {
    const [next] = made
      .filter((other) => other.customer === each.customer && other.touchpoint === each.touchpoint)
      .filter((other) => after(other, each))
      .sort((a, b) => (after(a, b) ? 1 : -1))
    return next && Math.floor((next.at.getTime() - Number(each.resolvedAt?.getTime())) / day)
  }

  const repeatOf = (each: Ticket, made: ReadonlyArray<Ticket>, resolved: boolean) => {
    if (!resolved || each.customer === undefined || each.touchpoint === undefined) return [undefined, undefined]
    const days = daysToNext(each, made)
    return [days === undefined ? "no" : "yes", days]
  }

  test("find the next ticket of the same customer about the same touchpoint", () => {
    fc.assert(
      fc.property(tickets, (all) => {
        const made = all.filter((each) => each.at <= asOf).sort((a, b) => byBytes(String(a.id), String(b.id)))
        const rows = [...Sources.waits(all, asOf)]
        assert.deepStrictEqual(
          rows.map(({ repeat, repeatDays }) => [repeat, repeatDays]),
          made.map((each, i) => repeatOf(each, made, rows[i]?.resolvedAt !== undefined))
        )
      })
    )
  })

  test("tell the three fates of a reply apart", () => {
    const replies = Array.from(
      Sources.waits(
        [
          ticket({ id: "1", firstReplyAt: new Date(1999), firstReplyBy: "automated" }),
          ticket({ id: "2" }),
          ticket({ id: "3", status: "solved", resolvedAt: new Date(5000) }),
          ticket({ id: "4", status: "solved" }),
          ticket({ id: "5", firstReplyAt: new Date(asOf.getTime() + 1), firstReplyBy: "human" }),
          ticket({ id: "6", firstReplyAt: new Date(-1) })
        ],
        asOf
      ),
      ({ reply, replySeconds, responder }) => [reply, replySeconds, responder]
    )
    assert.deepStrictEqual(replies, [
      ["replied", 1, "automated"],
      ["waiting", 864_000, undefined],
      ["closed", 5, undefined],
      ["closed", undefined, undefined],
      ["waiting", 864_000, undefined],
      ["replied", -1, undefined]
    ])
  })

  test("know what was due", () => {
    const [due, late] = [new Date(5 * day), new Date(5 * day + 1)]
    const rows = Array.from(
      Sources.waits(
        [
          ticket({ id: "1", slaDueAt: due, status: "solved", resolvedAt: due }),
          ticket({ id: "2", slaDueAt: due, status: "solved", resolvedAt: late }),
          ticket({ id: "3", slaDueAt: due }),
          ticket({ id: "4", slaDueAt: asOf }),
          ticket({ id: "5", slaDueAt: due, status: "solved" }),
          ticket({ id: "6" })
        ],
        asOf
      ),
      ({ resolution, resolutionSeconds, settledDays, sla }) => [sla, resolution, resolutionSeconds, settledDays]
    )
    assert.deepStrictEqual(rows, [
      ["kept", "resolved", 432_000, 5],
      ["breached", "resolved", 432_000, 4],
      ["breached", "open", 864_000, undefined],
      ["pending", "open", 864_000, undefined],
      [undefined, "resolved", undefined, undefined],
      [undefined, "open", 864_000, undefined]
    ])
  })

  test("are of another clock when told", () => {
    const rows = [...Sources.waits([ticket({ firstReplyAt: new Date(9000) })], asOf, () => 7)]
    assert.deepStrictEqual([rows[0]?.replySeconds, rows[0]?.resolutionSeconds], [7, 7])
  })
})
