import { TopicModel, type Topics } from "@throughline/core"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Schema from "effect/Schema"
import { BadData } from "../Failure.ts"

const Kept = Schema.fromJsonString(TopicModel)

/** The topics kept in a file. */
export const readModel = Effect.fn("readModel")(function* (path: string) {
  const files = yield* FileSystem.FileSystem
  const json = yield* Effect.mapError(
    files.readFileString(path),
    () => new BadData({ message: `${path} cannot be read` })
  )
  const model = yield* Effect.mapError(
    Schema.decodeEffect(Kept)(json),
    () => new BadData({ message: `${path} holds no topics: make it with "throughline topics … --save ${path}"` })
  )
  if (model.vectors === undefined) return model
  return yield* new BadData({ message: `${path} holds topics found by vectors, and the command has none of texts` })
})

/** Keep topics in a file. */
export const writeModel = Effect.fn("writeModel")(function* (path: string, found: Topics.TopicModel) {
  const files = yield* FileSystem.FileSystem
  yield* Effect.mapError(
    files.writeFileString(path, `${yield* Effect.orDie(Schema.encodeEffect(Kept)(found))}\n`),
    (error) => new BadData({ message: `${path} cannot be written: ${error.message}` })
  )
  yield* Console.error(`Topics: ${path}`)
})
