#!/usr/bin/env node
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Effect from "effect/Effect"
import { run } from "./run.ts"

// A reader that closes early, as `head` does, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1))

NodeRuntime.runMain(
  Effect.map(run(process.argv.slice(2)), (code) => {
    process.exitCode = code
  })
)
