import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { circle, importsOf, type Package, readPackages, violations } from "./architecture.ts"

const packages = readPackages(fileURLToPath(new URL("../../packages", import.meta.url)))

describe("the packages", () => {
  it("are read with their sources", () => {
    expect(packages.map(({ folder }) => folder)).toEqual(expect.arrayContaining(["cli", "core", "import", "render"]))
    expect(packages.find(({ folder }) => folder === "core")?.files.length).toBeGreaterThan(20)
  })

  it("import only what the architecture allows", () => {
    expect(violations(packages)).toEqual([])
  })

  it("need each other in no circle", () => {
    expect(circle(packages)).toBeUndefined()
  })
})

describe("the rules", () => {
  const world = (folder: string, imports: ReadonlyArray<string>, needs: ReadonlyArray<string> = imports) => {
    const own: Package = {
      folder,
      name: `@x/${folder}`,
      needs,
      develops: [],
      files: [{ path: "a/b.ts", imports }]
    }
    const siblings = ["core", "store", "import", "render", "store-duckdb"].filter((each) => each !== folder)
    return [own, ...siblings.map((each) => ({ folder: each, name: `@x/${each}`, needs: [], develops: [], files: [] }))]
  }

  it.each([
    ["core", "@x/store", "core uses store"],
    ["render", "@x/store/testing", "render uses store"],
    ["import", "@x/store", "import uses store"],
    ["event-log", "@x/store", "event-log uses store"],
    ["store-duckdb", "@x/import", "store-duckdb uses import"]
  ])("%s does not import %s", (folder, specifier, problem) => {
    expect(violations(world(folder, [specifier], [specifier.replace("/testing", "")]))).toEqual([problem])
  })

  it.each([
    ["render", "@x/core"],
    ["store-duckdb", "@x/store"],
    ["import-csv", "@x/import"],
    ["event-log", "@x/import"],
    ["cli", "@x/store-duckdb"],
    ["cli", "node:fs"],
    ["core", "../c.ts"],
    ["core", "date-fns/addDays"]
  ])("%s may import %s", (folder, specifier) => {
    expect(violations(world(folder, [specifier], [specifier, "date-fns"]))).toEqual([])
  })

  it.each([
    ["core", "node:fs", "core/src/a/b.ts imports node:fs, which only Node has"],
    ["render", "fs", "render/src/a/b.ts imports fs, which only Node has"],
    ["core", "date-fns", 'core/src/a/b.ts imports date-fns: import "date-fns/name"'],
    [
      "import",
      "../../../core/src/index.ts",
      "import/src/a/b.ts imports ../../../core/src/index.ts, outside its package"
    ]
  ])("%s does not import %s from outside", (folder, specifier, problem) => {
    expect(violations(world(folder, [specifier]))).toEqual([problem])
  })

  it("want what is imported in the manifest", () => {
    expect(violations(world("import", ["csv-parse/sync"], []))).toEqual([
      "import/src/a/b.ts imports csv-parse/sync, which its manifest does not name"
    ])
  })

  it("find a circle", () => {
    const [own, ...others] = world("import", ["@x/core"])
    const core = others.map((each) => (each.folder === "core" ? { ...each, needs: ["@x/import"] } : each))
    expect(circle([...(own === undefined ? [] : [own]), ...core])).toEqual(["@x/import", "@x/core", "@x/import"])
  })

  it("read every form of import and no comment", () => {
    const source = [
      'import a from "a"',
      'import "b"',
      "import {",
      "  c",
      '} from "c"',
      'export * as d from "d"',
      'const e = await import("e")',
      ' * import f from "f"',
      ' * const g = import("g")'
    ].join("\n")
    expect([...importsOf(source)].sort()).toEqual(["a", "b", "c", "d", "e"])
  })
})
