import { fileURLToPath } from "node:url"
import type { DirectlyFollows } from "@throughline/core"
import fc from "fast-check"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type DirectlyFollowsMap, mermaidDirectlyFollows } from "../src/index.ts"
import { clean } from "../src/text/clean.ts"
import { directlyFollowsMaps, texts } from "./arbitrary.ts"
import { launch, withoutBrowser } from "./browser.ts"
import { hostileTexts } from "./samples/hostile.ts"
import { shopping } from "./samples/paths.ts"

/** What Mermaid drew. */
interface Drawn {
  readonly title: string
  readonly nodes: ReadonlyArray<string>
  readonly edges: ReadonlyArray<string>
  /** Elements that no name may make. */
  readonly forbidden: number
}

const known = (value: number) => ({
  _tag: "Estimate" as const,
  value,
  interval: { low: value, high: value, level: 0.95, method: "Wilson" },
  n: 10,
  excluded: { missing: 0, invalid: 0 }
})

/** A chain of touchpoints of these names. */
const chain = (names: ReadonlyArray<string>): DirectlyFollowsMap => {
  const share = (count: number) => ({ ...known(50), count })
  const nodes = names.map((_, i): DirectlyFollows.GraphNode => {
    const none = { ...share(0), value: 0 }
    return { touchpoint: `${i}`, visits: 10, starts: none, ends: none, exits: none }
  })
  const edges = names
    .slice(1)
    .map((_, i): DirectlyFollows.GraphEdge => ({ from: `${i}`, to: `${i + 1}`, share: share(i), between: [] }))
  return {
    title: names.join(" "),
    subtitle: "",
    graph: { nodes, edges, steps: 10 },
    planned: names.map((name, i) => ({ id: `${i}`, name }))
  }
}

/** What stands for characters that Mermaid does not leave alone. */
const lookalikes: Readonly<Record<string, string>> = { "<": "‹", ">": "›", "&": "＆", ﬂ: "fl", "¶": "⁋" }

const written = (text: string): string =>
  (clean(text) || "unnamed")
    .replace(/\$(?=\$)/g, "＄")
    .replace(/\\(?=n)/g, "＼")
    .replaceAll(":fa-", "：fa-")
    .replaceAll("ﬂ", "fl")
    .replaceAll("¶", "⁋")

const normal = (text: string): string => text.replace(/\s+/g, " ").trim()

describe.skipIf(withoutBrowser)("Mermaid itself", () => {
  let browser: Browser
  let page: Page
  let shown: Page

  beforeAll(async () => {
    browser = await launch()
    page = await browser.newPage()
    shown = await browser.newPage()
    await page.addScriptTag({ path: fileURLToPath(import.meta.resolve("mermaid/dist/mermaid.min.js")) })
  })

  afterAll(() => browser?.close())

  const draw = async (text: string): Promise<Drawn> => {
    const svg = await page.evaluate(async (code) => {
      const { mermaid } = globalThis as unknown as {
        readonly mermaid: {
          initialize: (config: object) => void
          render: (id: string, code: string) => Promise<{ readonly svg: string }>
        }
      }
      mermaid.initialize({ startOnLoad: false, securityLevel: "strict" })
      return (await mermaid.render("drawn", code)).svg
    }, text)
    await shown.setContent(svg)
    const textsOf = (selector: string) => shown.locator(selector).allTextContents()
    return {
      title: (await textsOf(".flowchartTitleText")).join(),
      nodes: await textsOf(".node .nodeLabel"),
      edges: await textsOf(".edgeLabel .edgeLabel"),
      forbidden: await shown.locator("script, img, a, iframe, em, strong, code, li").count()
    }
  }

  const sound = async (names: ReadonlyArray<string>): Promise<void> => {
    const { forbidden, nodes, title } = await draw(mermaidDirectlyFollows(chain(names)))
    expect(nodes.map(normal)).toEqual(names.map((name) => normal(`${written(name)}10 visits`)))
    const heading = clean(names.join(" ")).replace(/[<>&ﬂ¶]/gu, (one) => lookalikes[one] ?? "")
    expect(normal(title)).toBe(normal(heading))
    expect(forbidden).toBe(0)
  }

  test("draws what there is", async () => {
    const { edges, nodes, title } = await draw(mermaidDirectlyFollows(shopping))
    expect(title).toBe(shopping.title)
    expect(nodes).toContain("Search for a product1,390 visits, 180 again75\u00a0% begin here, 16\u00a0% stop")
    expect(edges).toContain("180 · 30\u00a0%")
    expect(edges).toHaveLength(9)
  })

  test("shows hostile names as they are", async () => {
    await sound(hostileTexts)
    await sound([
      'a"] --> b',
      "#quot; #35; &lt;b&gt; ﬂ°°60¶ß",
      "%%{init: {'theme': 'dark'}}%%",
      "%% a comment",
      "**bold** _it_ `code` ~~no~~",
      "1. one",
      "2) two",
      "- list",
      "+ list",
      "# heading",
      "> quote",
      "---",
      "===",
      "fa:fa-car",
      "$$x^2$$",
      "www.example.com a@b.com http://example.com",
      "[a](javascript:alert(1))",
      "<img src=x onerror=alert(1)>",
      "end",
      "subgraph x",
      "style a:#fff;",
      "click t0 call alert(1)",
      ":::x@{ shape: rect }",
      "\\u0022 \\n",
      "a<br/>b",
      "电话客服 كيف תודה 👩‍👩‍👧"
    ])
  })

  test("shows any name as it is", async () => {
    const names = fc.array(texts, { minLength: 1, maxLength: 12 })
    await fc.assert(fc.asyncProperty(names, sound), { numRuns: 25 })
  })

  test("takes any graph", async () => {
    const takes = async (input: DirectlyFollowsMap): Promise<void> => {
      const { nodes } = await draw(mermaidDirectlyFollows(input))
      expect(nodes.length).toBe(new Set(input.graph.nodes.map(({ touchpoint }) => touchpoint)).size)
    }
    await fc.assert(fc.asyncProperty(directlyFollowsMaps, takes), { numRuns: 25 })
  })
})
