import { Input } from "@throughline/import"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Stdio from "effect/Stdio"
import * as Stream from "effect/Stream"
import { BadData } from "../Failure.ts"

/** How standard input is named among paths, and in messages and mappings. */
export const standardInput = { path: "-", name: "stdin" }

/** Standard input, kept in a file of its own until the end, for it is read more than once. */
export const readStandardInput = Effect.gen(function* () {
  const files = yield* FileSystem.FileSystem
  const { stdin } = yield* Stdio.Stdio
  const path = yield* files.makeTempFileScoped({ prefix: "throughline-" })
  yield* Stream.run(stdin, files.sink(path))
  const input = yield* Input.fromFile(path)
  return { ...input, name: standardInput.name }
}).pipe(
  Effect.catchTag("PlatformError", ({ reason }) =>
    Effect.fail(new BadData({ message: `Standard input cannot be read: ${reason._tag}` }))
  )
)
