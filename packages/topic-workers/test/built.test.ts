import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { Topics } from "@throughline/core"
import { expect, it } from "vitest"
import { model, some } from "./texts.ts"

const folder = fileURLToPath(new URL("..", import.meta.url))

const program = `
import { Effect, Stream } from "effect"
import { TopicWorkers } from "./dist/index.js"
import { model, some } from "./test/texts.ts"

const assigned = TopicWorkers.assign(model, Stream.fromIterable(some(600)), { workers: 2 })
console.log(JSON.stringify(await Effect.runPromise(Stream.runCollect(assigned))))
`

it("tells topics as it is published, too", () => {
  if (!existsSync(`${folder}dist/assigning.js`))
    throw new Error("packages/topic-workers/dist is not there: run pnpm build first")
  const stdout = execFileSync("node", ["-e", program], { cwd: folder, encoding: "utf8" })
  expect(JSON.parse(stdout)).toEqual(Topics.assign(model, some(600)))
})
