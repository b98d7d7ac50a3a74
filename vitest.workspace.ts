import { readdirSync } from "node:fs"
import { defineConfig } from "vitest/config"
import { doctest } from "./docs/doctest.ts"

export default defineConfig({
  plugins: [doctest()],
  test: {
    include: ["test/**/*.test.ts"],
    includeSource: ["src/**/*.ts"],
    coverage: { provider: "v8", include: ["packages/*/src/**"], reporter: ["text"] },
    projects: readdirSync(new URL("packages", import.meta.url)).map((name) => ({
      extends: true,
      root: `packages/${name}`,
      test: { name }
    }))
  }
})
