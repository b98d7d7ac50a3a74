/**
 * Use the packed packages as a stranger would: install the tarballs in an empty folder, compile a TypeScript program
 * against them with every library check on, and run the command under each supported Node.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"

const root = resolve(import.meta.dirname, "..")
const folder = mkdtempSync(join(tmpdir(), "throughline-consumer-"))

const run = (command: string, args: ReadonlyArray<string>, cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] })

const pack = (name: string): string => {
  run("pnpm", ["pack", "--pack-destination", folder], join(root, "packages", name))
  return name
}

const program = `import { Dimension, Nps, Survival, Tally } from "@throughline/core"
import { Input } from "@throughline/import"
import { journeyMap } from "@throughline/render"
import { Store } from "@throughline/store"
import { DuckDbStore } from "@throughline/store-duckdb"
import { Effect } from "effect"

const tally = Tally.from([{ team: "a", at: new Date(0), score: 9 }], { by: ["team", Dimension.period("at", "month", "UTC"), "score"] })
const groups = Nps.by(tally, "team")
// @ts-expect-error the tally does not count by this
const misspelt = () => Nps.by(tally, "taem")
const counted = Effect.gen(function* () {
  const store = yield* Store
  return yield* store.tally({ source: "responses", by: ["touchpoint", "score"] })
}).pipe(Effect.provide(DuckDbStore.layer("memory")))
const stored = await Effect.runPromise(counted)
console.log(groups[0]?.value, Tally.total(stored), typeof journeyMap, typeof Input.fromText, typeof Survival.fromTally, typeof misspelt)
`

const survey =
  "id,customer,at,nps\n1,a,2026-01-05T10:00:00Z,10\n2,b,2026-01-06T10:00:00Z,3\n3,c,2026-01-07T10:00:00Z,9\n"
const mapping = {
  files: [
    {
      match: "survey.csv",
      source: "survey",
      format: "csv",
      time: { format: "iso" },
      records: [
        {
          kind: "responses",
          id: "id",
          metric: "nps",
          scale: "0-10",
          direction: "highIsGood",
          fields: { customer: "customer", at: "at", score: "nps" }
        }
      ]
    }
  ]
}

const installed = (): void => {
  const names = readdirSync(join(root, "packages")).map(pack)
  const tarballs = readdirSync(folder).filter((name) => name.endsWith(".tgz"))
  if (tarballs.length !== names.length) throw new Error(`Packed ${tarballs.length} of ${names.length} packages`)
  const manifest = { name: "consumer", private: true, type: "module" }
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest))
  const others = ["effect@4.1.0", "typescript@7.0.2", "@types/node@24"]
  run(
    "npm",
    ["install", "--no-audit", "--no-fund", "--silent", ...tarballs.map((name) => `./${name}`), ...others],
    folder
  )
}

const compiled = (): void => {
  const compilerOptions = {
    target: "ES2023",
    module: "NodeNext",
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    outDir: "out",
    types: ["node"]
  }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }))
  writeFileSync(join(folder, "main.ts"), program)
  run("npx", ["tsc", "-p", "."], folder)
}

const expectOutput = (what: string, found: string, expected: string): void => {
  if (found.trim() !== expected) throw new Error(`${what}: found ${JSON.stringify(found)}, expected ${expected}`)
  console.log(`${what}: ok`)
}

const used = (major: string): void => {
  const node = (args: ReadonlyArray<string>): string =>
    run("npx", ["-y", "-p", `node@${major}`, "node", ...args], folder)
  const { version } = JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8")) as {
    readonly version: string
  }
  const command = "node_modules/throughline/dist/main.js"
  expectOutput(`library on Node ${major}`, node(["out/main.js"]), "a 0 function function function function")
  expectOutput(`throughline --version on Node ${major}`, node([command, "--version"]), `throughline v${version}`)
  const rows = node([command, "measure", "nps", "survey.csv", "--format", "json"])
  const [row] = JSON.parse(rows) as ReadonlyArray<{ readonly n: number }>
  expectOutput(`throughline measure on Node ${major}`, String(row?.n), "3")
}

try {
  installed()
  compiled()
  writeFileSync(join(folder, "survey.csv"), survey)
  writeFileSync(join(folder, "throughline.json"), JSON.stringify(mapping))
  expectOutput("npx throughline", run("npx", ["throughline", "--version"], folder).split(" ")[0] ?? "", "throughline")
  used("22")
  used("24")
} finally {
  rmSync(folder, { recursive: true, force: true })
}
