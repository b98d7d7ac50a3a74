import { insufficientData, Tally, TopicTrend } from "@throughline/core"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { heatMap, mergeTree, report, topicHeatMap, topicTrends } from "../src/index.ts"
import { residuals } from "../src/topic-heat-map/residuals.ts"
import {
  byChannelAndTopic,
  cohorts,
  fewTopics,
  hostileReportTopics,
  modelOf,
  moving,
  reportTopics
} from "./samples/topics.ts"
import { parse } from "./svgText.ts"

const textsOf = (svg: string): ReadonlyArray<string> => parse(svg).texts.map(({ text }) => text)

const hints = (svg: string): ReadonlyArray<string> =>
  Array.from(svg.matchAll(/<g><title>([^<]*)<\/title>/g), ([, text = ""]) => text)

describe("topic trends", () => {
  const svg = topicTrends(moving)

  test("the most moving topics come first: rising, fading, risen before, steady", () => {
    expect(hints(svg).map((text) => text.split(/[,:]/)[0])).toEqual(["lost", "refund", "退款", "voucher", "password"])
  })

  test("say the kind of a rise, since when, and what was expected, not by colour alone", () => {
    const texts = textsOf(svg).join(" | ")
    expect(texts).toContain("emerging since 2026-03-2260 where 0.1 expected")
    expect(texts).toContain("fading14 where 84 expected in 14 days")
    expect(texts).toContain("steadyrose until 2026-02-06")
  })

  test("bars are weeks that end with the last day, and days in a short series", () => {
    const weeks = svg.match(/<path d="(M[^"]*)" fill="[^"]*" class="[^"]*customers"/)?.[1] ?? ""
    expect(weeks.match(/M/g)).toHaveLength(2)
    const short = topicTrends({
      ...moving,
      days: moving.days.slice(0, 5),
      topics: [{ name: "a", texts: [1, 1, 0, 1, 1] }]
    })
    expect((short.match(/<path d="(M\d[^"]*z)" fill/)?.[1] ?? "").match(/M/g)).toHaveLength(4)
    expect(textsOf(short).join()).toContain("texts a day")
  })

  test("more than twelve topics are counted in words", () => {
    const topics = Array.from({ length: 15 }, (_, i) => ({
      ...moving.topics[i < 13 ? 3 : 0],
      name: `${i}`,
      texts: [i]
    }))
    const many = topicTrends({ ...moving, topics })
    expect(hints(many)).toHaveLength(12)
    expect(textsOf(many)).toContain("Not shown: 3 more topics, 1 of them rising or fading.")
  })

  test("takes trends as the core package tells them", () => {
    const texts = moving.days.flatMap((day, i) =>
      Array.from({ length: i > 85 ? 25 : 5 + (i % 3) }, () => ({ topic: "a", day }))
    )
    const found = TopicTrend.fromTally(Tally.from(texts, { by: ["topic", "day"] }))
    const trend = found._tag === "TopicTrends" ? found.topics[0] : undefined
    const counts = moving.days.map((day) => texts.filter((text) => text.day === day).length)
    expect(topicTrends({ ...moving, topics: [{ name: "a", texts: counts, trend }] })).toContain(
      "rising since 2026-03-28"
    )
  })
})

describe("residuals", () => {
  test("are those of Haberman with Yates's correction", () => {
    const [[cell] = []] = residuals(
      [
        [30, 10],
        [20, 40]
      ],
      2
    )
    const expected = 20
    expect(cell?.residual).toBeCloseTo((30 - expected - 0.5) / Math.sqrt(expected * 0.6 * 0.5), 12)
  })

  test("nothing differs in a table of independent counts", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(sizes, sizes, (rows, columns) => {
        const table = rows.map((row) => columns.map((column) => row * column))
        expect(
          residuals(table, columns.length)
            .flat()
            .some(({ differs }) => differs)
        ).toBe(false)
      })
    )
  })

  test("rows of each column add up to what is expected of them", () => {
    const tables = fc.array(fc.array(fc.nat(80), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 9 })
    fc.assert(
      fc.property(tables, (table) => {
        const found = residuals(table, 3)
        for (const k of [0, 1, 2]) {
          const sum = (of: "count" | "expected") => found.reduce((all, row) => all + (row[k]?.[of] ?? 0), 0)
          expect(sum("expected")).toBeCloseTo(sum("count"), 6)
        }
      })
    )
  })

  test("by chance, few of many cells differ", () => {
    let state = 7
    const next = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state / 2 ** 32
    }
    const tables = Array.from({ length: 40 }, () => {
      const table = Array.from({ length: 20 }, () => [0, 0, 0, 0])
      for (let i = 0; i < 2000; i++) {
        const [row, column] = [Math.floor(next() * 20), Math.floor(next() * 4)]
        const counts = table[row] ?? []
        counts[column] = (counts[column] ?? 0) + 1
      }
      return residuals(table, 4)
        .flat()
        .some(({ differs }) => differs)
    })
    expect(tables.filter(Boolean).length).toBeLessThanOrEqual(4)
  })
})

describe("heat maps", () => {
  test("put the largest first, and say what differs in words and arrows", () => {
    const found = hints(topicHeatMap(byChannelAndTopic))
    expect(found.slice(0, 4)).toEqual(
      ["E-mail", "Phone", "Chat", "Store"].toSorted(
        (a, b) => ["E-mail", "Chat", "Phone", "Store"].indexOf(a) - ["E-mail", "Chat", "Phone", "Store"].indexOf(b)
      )
    )
    expect(found[4]).toMatch(/^refund/)
    expect(found.find((text) => /^refund.*, Phone/.test(text))).toMatch(
      /160, 51\u00a0% of the topic, 93\.6 expected, far more than expected$/
    )
    expect(found.find((text) => /^lost.*, Phone/.test(text))).toMatch(/no difference beyond chance$/)
  })

  test("of more than 20 topics and 12 columns the largest are shown, and it is said so", () => {
    const topics = Array.from({ length: 33 }, (_, i) => ({
      name: `t${i}`,
      texts: Array.from({ length: 15 }, () => 9 + i)
    }))
    const columns = Array.from({ length: 15 }, (_, i) => `c${i}`)
    const svg = topicHeatMap({ ...byChannelAndTopic, columns, topics })
    expect(textsOf(svg).join(" ")).toContain(
      "20 of 33 topics: those that differ, then the largest · the 12 largest of 15 columns"
    )
    expect(hints(svg)).toHaveLength(20 + 12 + 240)
  })

  test("a small topic that differs is shown before large ones that don't", () => {
    const topics = Array.from({ length: 33 }, (_, i) => ({ name: `t${i}`, texts: i === 0 ? [40, 0] : [100, 100] }))
    const found = hints(topicHeatMap({ ...byChannelAndTopic, columns: ["a", "b"], topics }))
    expect(found.slice(2, 22).at(-1)).toBe("t0")
  })

  test("a matrix has its value in every cell, and a dash where there is none", () => {
    expect(textsOf(heatMap(cohorts)).filter((text) => /%$|–/.test(text))).toEqual(
      ["50 %", "40 %", "52 %", "–", "0 %", "100 %", "–"].map((text) => text.replace(/^(5\d|40) /, "$1\u00a0"))
    )
  })
})

describe("merge tree", () => {
  test("has every topic with its size, and every merge in words", () => {
    const svg = mergeTree(fewTopics)
    expect(hints(svg)).toHaveLength(5)
    expect(svg).toContain("become one: 1 topic left")
    expect(svg).toContain("become one: 4 topics left, stability 1.00")
    expect(textsOf(svg)).toContain("3 texts without known words")
  })

  test("of more than 60 topics the most alike stand together, and no text is lost", () => {
    const svg = mergeTree({
      title: "",
      subtitle: "",
      model: modelOf(Array.from({ length: 75 }, (_, i) => `topic ${i}`))
    })
    const rows = hints(svg)
    expect(rows).toHaveLength(60)
    expect(rows[0]).toMatch(/ and 15 more: /)
    const sum = rows.reduce((all, row) => all + Number(/([\d,]+) texts?$/.exec(row)?.[1]?.replace(",", "")), 0)
    expect(sum).toBe(Array.from({ length: 75 }, (_, i) => 200 - i).reduce((a, b) => a + b))
  })

  test("merges of a damaged model are left out", () => {
    const { merges, ...model } = fewTopics.model
    const damaged = merges.map((merge) => ({ ...merge, parts: ["t0", "t0"] as const }))
    const svg = mergeTree({ ...fewTopics, model: { ...model, merges: damaged } })
    expect(hints(svg)).toHaveLength(5)
    expect(svg).not.toContain("become one")
  })

  test("one topic alone is a tree, and no topic is none", () => {
    for (const count of [0, 1]) {
      const svg = mergeTree({
        ...fewTopics,
        model: modelOf(fewTopics.model.topics.slice(0, count).map(({ name }) => name))
      })
      expect(hints(svg)).toHaveLength(count)
    }
  })
})

describe("the report's section on topics", () => {
  const bare = { title: "t", finding: "f", scope: "", measures: [], fixFirst: [], footer: "" }
  const html = report({ ...bare, topics: reportTopics })

  test("has a row a topic with interval, trend in words and an example, and the three pictures", () => {
    const rows = Array.from(html.matchAll(/<tr><th scope="row">([^<]*)<\/th>(.*?)<\/tr>/g))
    const lost = rows.find(([, name]) => name === "lost, parcel")?.[2] ?? ""
    const cells = Array.from(lost.matchAll(/<td[^>]*>([^<]*)</g), ([, text = ""]) => text.replaceAll("\u00a0", " "))
    expect(cells).toEqual([
      "240",
      "230",
      "10.0 % (8.0 to 12.0 %)",
      "▲ emerging since 2026-03-22, 60 where 0.1 expected",
      "+0.3 (−0.6 to +1.2)",
      "20 % (15 to 26 %)",
      "Where is my parcel? You can write to [email]."
    ])
    expect(html.match(/<svg/g)).toHaveLength(3)
    expect(html).toContain("– (all answers have the topic)")
  })

  test("leaves out columns of which nothing is known, and pictures without data", () => {
    const topics = reportTopics.topics.map(({ name, texts, customers, share }) => ({ name, texts, customers, share }))
    const few = report({
      ...bare,
      topics: { finding: "f", scope: "s", topics, trends: insufficientData("fewer than 29 days", 9) }
    })
    expect(few).toContain("Which topics rise is not known: fewer than 29 days (n = 9).")
    expect(few.match(/<th scope="col"/g)).toHaveLength(4)
    expect(few).not.toContain("<svg")
  })

  test("says why there are no topics, and is not there without texts", () => {
    expect(report({ ...bare, topics: insufficientData("fewer than 100 tickets: read them", 12) })).toContain(
      "What texts are about is not known: fewer than 100 tickets: read them (n = 12)."
    )
    expect(report(bare)).not.toContain("What customers write about")
    expect(report({ ...bare, topics: { ...reportTopics, topics: [] } })).not.toContain("What customers write about")
  })

  test("lists twenty topics and counts the others", () => {
    const long = report({ ...bare, topics: { ...hostileReportTopics, trends: undefined } })
    expect(long).toContain("10 more topics with 8,755 texts are not listed.")
  })
})
