import { CustomerId, Identities, type Interaction, RecordId, Sources, Tally, TouchpointId } from "@throughline/core"
import * as fc from "fast-check"
import { assert, describe, test } from "vitest"
import { logs } from "./logs.ts"

type Link = Identities.IdentityLink

const names = ["ada", "bob", "cy", "__proto__", "\u{1F600}", "\uff5e", "d1", "d2", "d3", "d4"].map((id) =>
  CustomerId.make(id)
)

const link = fc.record({
  id: fc.constantFrom(..."abcdefghijklmnop\u{1F600}\uff5e").map((id) => RecordId.make(id)),
  kind: fc.constantFrom("identified", "identified", "same", "merged"),
  customer: fc.constantFrom(...names),
  same: fc.constantFrom(...names),
  at: fc.constantFrom(0, 0, 1, 2, 3, Number.NaN).map((n) => new Date(n))
}) as fc.Arbitrary<Link>

const links: fc.Arbitrary<ReadonlyArray<Link>> = fc.oneof(
  fc.array(link, { maxLength: 14 }),
  fc.uniqueArray(link, { selector: ({ id }) => id, maxLength: 18 })
)

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const time = ({ at }: Link) => (Number.isNaN(at.getTime()) ? 1e9 : at.getTime())
const text = ({ customer, id, kind, same }: Link) =>
  [id, customer, same, kind].map((each) => Buffer.from(each).toString("hex"))

/** The rule, slow and obvious: sets of ids, joined link by link. */
const oracle = (all: ReadonlyArray<Link>) => {
  const inTime = [...all].sort((a, b) => time(a) - time(b) || byBytes(text(a).join("-"), text(b).join("-")))
  const known = new Set(
    all.flatMap(({ customer, kind, same }) => ({ identified: [customer], same: [], merged: [customer, same] })[kind])
  )
  let sets: Array<Array<CustomerId>> = [...new Set(all.flatMap(({ customer, same }) => [customer, same]))].map((id) => [
    id
  ])
  const refused: Array<Link> = []
  const setOf = (id: CustomerId) => sets.find((set) => set.includes(id)) ?? [id]
  for (const each of [
    ...inTime.filter(({ kind }) => kind === "merged"),
    ...inTime.filter(({ kind }) => kind !== "merged")
  ]) {
    const [a, b] = [setOf(each.customer), setOf(each.same)]
    if (a === b) continue
    const isKnown = (set: Array<CustomerId>) => set.some((id) => known.has(id))
    if (each.kind !== "merged" && isKnown(a) && isKnown(b)) refused.push(each)
    else sets = [...sets.filter((set) => set !== a && set !== b), [...a, ...b]]
  }
  const first = (some: ReadonlyArray<CustomerId>) => [...some].sort(byBytes)[0]
  const customerOf = (id: CustomerId): CustomerId => {
    const set = setOf(id)
    return first(set.filter((each) => known.has(each))) ?? first(set) ?? id
  }
  return { customerOf, known, refused, sets }
}

describe("stitched identities", () => {
  test("are what joining sets one by one gives", () => {
    fc.assert(
      fc.property(links, (all) => {
        const [found, expected] = [Identities.stitch(all), oracle(all)]
        for (const id of names) assert.strictEqual(Identities.customerOf(found, id), expected.customerOf(id))
        assert.deepStrictEqual(
          found.contradictions.map((each) => each.link),
          expected.refused
        )
        assert.strictEqual(found.merges.length, expected.sets.filter((set) => set.length > 1).length)
      })
    )
  })

  test("do not depend on the order of the links", () => {
    const shuffled = links.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length }))
    )
    fc.assert(
      fc.property(shuffled, ([all, other]) => assert.deepStrictEqual(Identities.stitch(other), Identities.stitch(all)))
    )
  })

  test("never join two known customers unless a link says that they were merged", () => {
    fc.assert(
      fc.property(links, (all) => {
        const { known } = oracle(all)
        const decided = Identities.stitch(all.filter(({ kind }) => kind === "merged"))
        for (const { customer, ids } of Identities.stitch(all).merges) {
          const knowns = ids.filter((id) => known.has(id))
          assert.strictEqual(
            new Set(knowns.map((id) => Identities.customerOf(decided, id))).size,
            Math.min(1, knowns.length)
          )
          if (knowns.length > 0) assert(known.has(customer))
          assert(ids.includes(customer))
        }
      })
    )
  })

  test("account for every link: in a merge, contradicting, or of an id with itself", () => {
    fc.assert(
      fc.property(links, (all) => {
        const { contradictions, merges } = Identities.stitch(all)
        const told = [...merges.flatMap((merge) => merge.links), ...contradictions.map((each) => each.link)]
        assert.strictEqual(new Set(told).size, told.length)
        const untold = all.filter((each) => !told.includes(each))
        assert(untold.every(({ customer, same }) => customer === same))
        assert(
          contradictions.every(({ customers, link: { kind } }) => customers[0] !== customers[1] && kind !== "merged")
        )
      })
    )
  })

  test("are held together by the links of a merge", () => {
    fc.assert(
      fc.property(links, (all) => {
        for (const { ids, links: own } of Identities.stitch(all).merges) {
          assert(own.every(({ customer, same }) => ids.includes(customer) && ids.includes(same)))
          const alone = Identities.stitch(own.map((each) => ({ ...each, kind: "merged" })))
          assert.deepStrictEqual(alone.merges[0]?.ids, ids)
        }
      })
    )
  })

  test("take a link back as if it had never been", () => {
    fc.assert(
      fc.property(links, (all) => {
        const found = Identities.stitch(all)
        for (const { id } of all) {
          const rest = Identities.stitch(all.filter((each) => each.id !== id))
          assert.deepStrictEqual(Identities.without(found, id), rest)
        }
        assert.deepStrictEqual(Identities.without(found, RecordId.make("nobody")), found)
      })
    )
  })

  test("are settled: a customer's customer is that customer, and a decision ends a contradiction", () => {
    fc.assert(
      fc.property(links, (all) => {
        const found = Identities.stitch(all)
        for (const id of names) {
          const customer = Identities.customerOf(found, id)
          assert.strictEqual(Identities.customerOf(found, customer), customer)
        }
        const [first] = found.contradictions
        if (first === undefined) return
        const [customer, same] = first.customers
        const decision: Link = { id: RecordId.make("decision"), kind: "merged", customer, same, at: new Date(9) }
        const decided = Identities.stitch([...all, decision])
        assert.strictEqual(Identities.customerOf(decided, customer), Identities.customerOf(decided, same))
        assert(decided.contradictions.every((each) => each.link !== first.link))
      })
    )
  })

  test("of a long chain take no longer than its length", () => {
    const at = new Date(0)
    const chain = Array.from({ length: 20_000 }, (_, i): Link => {
      const [customer, same] = [CustomerId.make(`d${i}`), CustomerId.make(`d${i + 1}`)]
      return { id: RecordId.make(`${i}`), kind: "same", customer, same, at }
    })
    const { merges } = Identities.stitch(chain)
    assert.deepStrictEqual([merges.length, merges[0]?.ids.length, merges[0]?.customer], [1, 20_001, "d0"])
  })

  test("of no links are none", () => {
    assert.deepStrictEqual(Identities.stitch([]), { links: [], merges: [], contradictions: [], customers: new Map() })
    assert.strictEqual(Identities.customerOf(Identities.stitch([]), CustomerId.make("ada")), "ada")
  })
})

describe("records under their customers", () => {
  const owners = ["ada", "bob", "Ada", "__proto__", "\u{1F600}", "\uff5e", "cy"].map((id) => CustomerId.make(id))
  const about = fc.array(
    link.chain((each) =>
      fc
        .tuple(fc.constantFrom(...owners), fc.constantFrom(...owners))
        .map(([customer, same]) => ({ ...each, customer, same }))
    ),
    { maxLength: 6 }
  )

  test("lose nothing, and can be taken back", () => {
    fc.assert(
      fc.property(logs(), about, (log, all) => {
        const identities = Identities.stitch(all)
        const stitched = [...Identities.apply(identities, log)]
        assert.deepStrictEqual(
          stitched.map(({ before, ...record }) => (before === undefined ? record : { ...record, customer: before })),
          log
        )
        stitched.forEach(({ before, customer }, i) => {
          const own = log[i]?.customer ?? assert.fail()
          assert.strictEqual(customer, Identities.customerOf(identities, own))
          assert.strictEqual(before, customer === own ? undefined : own)
        })
        const visits = (records: Iterable<Interaction>) =>
          Tally.from(Sources.steps(records), { by: ["to"] }).counts.reduce((sum, count) => sum + count, 0)
        const people = new Set(stitched.map(({ customer }) => customer)).size
        assert.strictEqual(visits(stitched), log.length + people)
      })
    )
  })

  test("make one path of what was done before and after a login", () => {
    const visit = (customer: string, touchpoint: string, at: number): Interaction => ({
      id: RecordId.make(touchpoint),
      customer: CustomerId.make(customer),
      touchpoint: TouchpointId.make(touchpoint),
      at: new Date(at),
      evidence: { source: "shop", kind: "objective" }
    })
    const log = [visit("phone", "search", 1), visit("ada", "cart", 2), visit("phone", "help", 3)]
    const identities = Identities.stitch([
      {
        id: RecordId.make("1"),
        kind: "identified",
        customer: CustomerId.make("ada"),
        same: CustomerId.make("phone"),
        at: new Date(2)
      }
    ])
    const paths = Array.from(Sources.cases(Identities.apply(identities, log)), ({ path = "" }) =>
      Sources.touchpointsOf(path)
    )
    assert.deepStrictEqual(paths, [["search", "cart", "help"]])
  })

  test("of no customer stay as they are", () => {
    const ticket: { readonly subject: string; readonly customer?: CustomerId } = { subject: "x" }
    const [only] = [...Identities.apply(Identities.stitch([]), [ticket])]
    assert.deepStrictEqual(only, { subject: "x" })
  })
})
