import { TopicModel, type Topics } from "@throughline/core"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
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

/**
 * Write a file, one that is there already only once the new one is whole: it stays as it is where there is no room. What is no
 * file, such as a pipe, is written to.
 */
const writeWhole = Effect.fn("writeWhole")(function* (path: string, text: string) {
  const files = yield* FileSystem.FileSystem
  const place = yield* Effect.orElseSucceed(files.realPath(path), () => path)
  const old = yield* Effect.option(files.stat(place))
  if (Option.isNone(old) || old.value.type !== "File") return yield* files.writeFileString(path, text)
  const part = `${place}.part`
  const renamed = files.rename(part, place)
  yield* files
    .writeFileString(part, text, { mode: old.value.mode & 0o777 })
    .pipe(
      Effect.andThen(Effect.catch(renamed, () => files.copyFile(part, place))),
      Effect.ensuring(Effect.ignore(files.remove(part, { force: true })))
    )
})

/** Keep topics in a file. */
export const writeModel = Effect.fn("writeModel")(function* (path: string, found: Topics.TopicModel) {
  yield* Effect.mapError(
    writeWhole(path, `${yield* Effect.orDie(Schema.encodeEffect(Kept)(found))}\n`),
    (error) => new BadData({ message: `${path} cannot be written: ${error.message}` })
  )
  yield* Console.error(`Topics: ${path}`)
})
