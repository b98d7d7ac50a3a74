import { type RecordKind, Records, recordKinds } from "@throughline/core"
import { Columns } from "@throughline/store"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { assert, describe, test } from "vitest"
import { isStorableText } from "../src/columns/storable.ts"

const written = (kind: RecordKind): string =>
  Columns.columnsOf(kind)
    .map(({ literals, name, required, type }) => `${name}${required ? "" : "?"}: ${literals?.join("|") ?? type}`)
    .join(", ")

const evidence = "evidence_source: text, evidence_kind: subjective|objective, evidence_provenance?: text"
const channel = "channel?: web|app|email|phone|chat|store|social|parcel|post|event|other"

/** The schema of a kind, with a scale that can be drawn at random: the pattern of scales cannot. */
const drawable = (kind: RecordKind): Schema.Codec<{ readonly id: string }> => {
  const fields: Schema.Struct.Fields = Records[kind].fields
  const scale = "scale" in fields ? { scale: Schema.Literal("0-10") } : {}
  return Schema.Struct({ ...fields, ...scale, id: Schema.NonEmptyString }) as unknown as Schema.Codec<{
    readonly id: string
  }>
}

/** A record as text, its keys in order: 0 and -0 are one. */
const inOrder = (record: object): string => JSON.stringify(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))

describe("columns", () => {
  test("are the fields of the schemas: a change here is a new version of every engine's tables", () => {
    assert.deepStrictEqual(Object.fromEntries(recordKinds.map((kind) => [kind, written(kind)])), {
      customers: `id: text, account?: text, segment?: text, firstSeenAt?: instant, ${evidence}`,
      interactions: `id: text, customer: text, touchpoint: text, at: instant, ${channel}, team?: text, segment?: text, waitSeconds?: integer, responder?: human|automated, outcome?: completed|abandoned|failed, ${evidence}`,
      responses: `id: text, customer: text, touchpoint?: text, at: instant, metric: nps|csat|ces1|ces2, component?: emotional|functional|accessible, scale: text, score: integer, ${channel}, team?: text, segment?: text, comment?: text, ${evidence}`,
      invitations: `id: text, customer: text, touchpoint?: text, at: instant, metric: nps|csat|ces1|ces2, ${channel}, segment?: text, ${evidence}`,
      expectations: `id: text, customer: text, touchpoint: text, component?: emotional|functional|accessible, at: instant, scale: text, minimum?: integer, desired?: integer, predicted?: integer, importance?: integer, ${evidence}`,
      subscriptions: `id: text, customer: text, plan?: text, segment?: text, startedAt: instant, endedAt?: instant, reason?: too_expensive|missing_features|switched_service|unused|too_complex|low_quality|customer_service|other|payment_failed|payment_disputed, priceMinor?: integer, currency?: text, ${evidence}`,
      movements: `id: text, customer: text, at: instant, kind: new|expansion|contraction|churn|reactivation, amountMinor: integer, currency: text, ${evidence}`,
      tickets: `id: text, customer?: text, touchpoint?: text, at: instant, firstReplyAt?: instant, firstReplyBy?: human|automated, resolvedAt?: instant, slaDueAt?: instant, ${channel}, team?: text, priority?: low|normal|high|urgent, status: open|pending|solved, replies?: integer, reopens?: integer, waitSeconds?: integer, handlingSeconds?: integer, rating?: good|bad|offered, saidResolved?: yes|no, subject: text, body: text, ${evidence}`,
      requests: `id: text, customer?: text, at: instant, title: text, body?: text, status: open|planned|started|done|declined, closedAt?: instant, duplicateOf?: text, votes?: integer, ${evidence}`,
      votes: `id: text, request: text, customer?: text, at: instant, ${evidence}`,
      loopCases: `id: text, customer: text, response: text, at: instant, team?: text, contactedAt?: instant, closedAt?: instant, outcome?: recovered|unchanged|lost, ${evidence}`,
      improvements: `id: text, name: text, touchpoint: text, at: instant, metric: nps|csat|ces1|ces2, target?: real, ${evidence}`,
      identities: `id: text, kind: identified|same|merged, customer: text, same: text, at: instant, ${evidence}`
    })
  })

  test("have names that differ in more than case, the id first", () => {
    for (const kind of recordKinds) {
      const names = Columns.columnsOf(kind).map((column) => column.name)
      assert.strictEqual(names[0], "id")
      assert.strictEqual(new Set(names.map((name) => name.toLowerCase())).size, names.length)
      for (const name of names) assert.match(name, /^[A-Za-z]+(_[a-z]+)?$/)
    }
  })

  test.each(recordKinds)("keep every record that the schema of %s makes", (kind) => {
    const sample = Effect.runSync(Arbitrary.sampleEffect(Arbitrary.schema(drawable(kind)), { count: 60, seed: 7 }))
    const records = sample.filter((record) =>
      Columns.columnsOf(kind).every(({ path: [field, nested] }) => {
        const value: unknown = Reflect.get(record, field)
        const inside: unknown = nested === undefined ? value : Reflect.get(Object(value), nested)
        return typeof inside !== "string" || isStorableText(inside)
      })
    )
    const unique = [...new Map(records.map((record) => [record.id, record])).values()]
    assert.isAbove(unique.length, 10)
    const { rows } = Result.getOrThrow(Columns.toRows("test", { id: "a", kind, records: unique as never }))
    const back = rows.map((row) => Columns.fromRow(kind)((column) => row[column]))
    assert.deepStrictEqual(back.map(inOrder), unique.map(inOrder))
  })
})

test("text that not every engine keeps is told apart", () => {
  for (const text of ["", "a", "\u{1F600}", "\u{10FFFF}", "\ufffd", "\ufeff", "\u0001"])
    assert.isTrue(isStorableText(text))
  for (const text of ["\0", "a\0b", "\ud800", "\udc00a", "\ud800\u{1F600}", "\u{1F600}\udfff"]) {
    assert.isFalse(isStorableText(text), JSON.stringify(text))
  }
})
