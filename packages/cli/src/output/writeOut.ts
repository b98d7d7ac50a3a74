import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import { BadData } from "../Failure.ts"

/** Write a text to a file, and say so on the error stream under its name; `-` is standard output. */
export const writeOut = Effect.fn("writeOut")(function* (path: string, text: string, name: string) {
  if (path === "-") return yield* Console.log(text)
  const files = yield* FileSystem.FileSystem
  yield* Effect.mapError(
    files.writeFileString(path, text),
    (error) => new BadData({ message: `${path} cannot be written: ${error.message}` })
  )
  yield* Console.error(`${name}: ${path}`)
})
