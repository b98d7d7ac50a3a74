import { existsSync } from "node:fs"
import { join, normalize } from "node:path"
import { describe, expect, it } from "vitest"
import { anchors, links, markdownFiles, read, root } from "./markdown.ts"

/** The links of a page, written by `write`, that lead nowhere. */
const broken = (file: string, text: string): ReadonlyArray<string> =>
  links(text)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [path = "", anchor] = target.split("#")
      const to = path === "" ? file : normalize(join(file, "..", path))
      if (!existsSync(root + to)) return true
      return anchor !== undefined && to.endsWith(".md") && !anchors(to === file ? text : read(to)).has(anchor)
    })

describe("the links", () => {
  it.each(markdownFiles)("of %s lead somewhere", (file) => {
    expect(broken(file, read(file))).toEqual([])
  })

  it("that lead nowhere are found", () => {
    const page =
      "# A page\n\n[a](nowhere.md) [b](#a-page) [c](#no-heading) [d](https://example.com) `[e](nor-this.md)`\n"
    expect(broken("docs/README.md", page)).toEqual(["nowhere.md", "#no-heading"])
  })
})
