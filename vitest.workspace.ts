import { existsSync, readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { doctest } from "./docs/doctest.ts"

const inside = (folder: string) => readdirSync(folder).map((name) => ({ name, root: `${folder}/${name}` }))
const examples = inside("examples").map(({ name, root }) => ({ name: `example-${name}`, root }))
const projects = [...inside("packages"), ...examples, { name: "docs", root: "docs" }]

export default defineConfig({
  plugins: [doctest()],
  test: {
    include: ["test/**/*.test.ts"],
    includeSource: ["src/**/*.ts"],
    setupFiles: [fileURLToPath(new URL("vitest.seed.ts", import.meta.url))],
    testTimeout: 60_000,
    coverage: { provider: "v8", include: ["packages/*/src/**"], reporter: ["text"] },
    projects: projects
      .filter(({ root }) => existsSync(`${root}/test`))
      .map(({ name, root }) => ({ extends: true, root, test: { name } }))
  }
})
