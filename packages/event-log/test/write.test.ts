import { assert, describe, it } from "@effect/vitest"
import type { Interaction } from "@throughline/core"
import type { Importer, Mapping, RecordRule } from "@throughline/import"
import * as fc from "fast-check"
import { Ocel, Xes } from "../src/index.ts"
import { interactions, withoutPlaces } from "./interactions.ts"
import { messagesOf, proposalOf } from "./reading.ts"

/** Ids as they are, whatever they look like. */
const kept = ({ records: [rule], ...mapping }: Mapping): Mapping => {
  const fields = Object.entries(rule.fields).map(([name, column]) => [
    name,
    typeof column === "string" && ["customer", "touchpoint", "team", "segment"].includes(name)
      ? { column, personal: "keep" }
      : column
  ])
  const id = typeof rule.id === "string" ? { columns: [rule.id], personal: "keep" } : rule.id
  return { ...mapping, records: [{ ...rule, id, fields: Object.fromEntries(fields) } as RecordRule] }
}

/** What comes back by the proposed mapping. */
const readBack = async (
  importer: Importer<Mapping>,
  name: string,
  text: string
): Promise<ReadonlyArray<Interaction>> => {
  const { mapping, questions } = await proposalOf(importer, name, text)
  assert.deepStrictEqual(questions, [])
  const messages = await messagesOf(importer, text, kept(mapping))
  const summary = messages.at(-1)
  assert(summary?._tag === "Summary" && summary.complete)
  assert.strictEqual(summary.counts.imported, summary.counts.read)
  return messages.flatMap((message) =>
    message._tag === "Imported" && message.kind === "interactions" ? [message.record] : []
  )
}

describe("a log that is written", { timeout: 120_000 }, () => {
  it("is read as the same interactions, in XES", async () => {
    await fc.assert(
      fc.asyncProperty(interactions, async (given) => {
        fc.pre(given.length > 0)
        const text = [...Xes.write(given)].join("")
        assert.deepStrictEqual(withoutPlaces(await readBack(Xes.importer, "log.xes", text)), withoutPlaces(given))
      })
    )
  })

  it("has the cases that it is given, and keeps the customers", async () => {
    await fc.assert(
      fc.asyncProperty(interactions, async (given) => {
        fc.pre(given.length > 0)
        const text = [...Xes.write(given, { case: ({ touchpoint }) => touchpoint })].join("")
        assert.deepStrictEqual(withoutPlaces(await readBack(Xes.importer, "log.xes", text)), withoutPlaces(given))
      }),
      { numRuns: 30 }
    )
  })

  it("is read as the same interactions, in OCEL 2.0 as JSON", async () => {
    await fc.assert(
      fc.asyncProperty(interactions, async (given) => {
        fc.pre(given.length > 0)
        const text = [...Ocel.write(() => given)].join("")
        assert.deepStrictEqual(withoutPlaces(await readBack(Ocel.importer, "log.json", text)), withoutPlaces(given))
      })
    )
  })

  it("is read as the same interactions, in OCEL 2.0 as XML", async () => {
    await fc.assert(
      fc.asyncProperty(interactions, async (given) => {
        fc.pre(given.length > 0)
        const text = [...Ocel.writeXml(() => given)].join("")
        assert.deepStrictEqual(withoutPlaces(await readBack(Ocel.xml, "log.xml", text)), withoutPlaces(given))
      })
    )
  })

  const visit = {
    id: "till:interactions:7",
    customer: "c1",
    touchpoint: "Bell \u0007 & <b>",
    at: new Date("2026-03-29T10:00:00Z"),
    team: "\uD800desk\n2",
    waitSeconds: 30,
    evidence: { source: "till", kind: "objective" }
  } as unknown as Interaction

  it("is this, in XES", () => {
    const other = { ...visit, id: "crm:interactions:1", customer: "c2" } as Interaction
    const [head, ...rest] = [...Xes.write([visit, visit, other])]
    assert.include(head, '<string key="throughline:source" value="till"/>')
    const event = (id: string) => `    <event>
      <string key="concept:name" value="Bell \uFFFD &amp; &lt;b&gt;"/>
      <date key="time:timestamp" value="2026-03-29T10:00:00.000Z"/>
      <string key="throughline:id" value="${id}"/>
      <string key="org:group" value="\uFFFDdesk&#10;2"/>
      <int key="waitSeconds" value="30"/>
    </event>
`
    assert.deepStrictEqual(rest, [
      '  <trace>\n    <string key="concept:name" value="c1"/>\n',
      event("7"),
      event("7"),
      "  </trace>\n",
      '  <trace>\n    <string key="concept:name" value="c2"/>\n',
      event("crm:interactions:1"),
      "  </trace>\n</log>\n"
    ])
  })

  it("asks for one interaction after the other", () => {
    let asked = 0
    const visits = function* () {
      for (; asked < 1000; asked++) yield { ...visit, id: `v${asked}` } as Interaction
    }
    const texts = Xes.write(visits())[Symbol.iterator]()
    for (let i = 0; i < 5; i++) texts.next()
    assert.isBelow(asked, 6)
  })

  it("may be empty", async () => {
    const text = [...Xes.write([])].join("")
    const mapping: Mapping = {
      source: "x",
      format: "xes",
      records: [{ kind: "interactions", fields: { customer: "a", touchpoint: "b", at: "c" } }]
    }
    const [summary] = await messagesOf(Xes.importer, text, mapping)
    assert(summary?._tag === "Summary" && summary.complete)
    assert.strictEqual(summary.counts.read, 0)
  })
})
