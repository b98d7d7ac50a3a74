import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import { BadData } from "../Failure.ts"
import { projectFile } from "./projects.ts"
import { standardInput } from "./standardInput.ts"

const dataFile = /\.(csv|tsv|txt|ndjson|jsonl|json|parquet)(\.gz)?$|\.zip$/i
const signs = /[*?[{]/

/**
 * The files that a name on the command line stands for: one, the data files of a folder, those that match a pattern, or
 * standard input; and `top`, the folder up to which is looked for what says how they are read.
 */
export const namedPaths = Effect.fn("namedPaths")(function* (name: string) {
  const files = yield* FileSystem.FileSystem
  const paths = yield* Path.Path
  if (name === standardInput.path) return { paths: [name], top: "." }
  const info = yield* Effect.option(files.stat(name))
  if (info._tag === "None") return yield* matching(name)
  if (info.value.type !== "Directory") return { paths: [name], top: paths.dirname(name) }
  const names = yield* Effect.mapError(
    files.readDirectory(name),
    () => new BadData({ message: `${name}: the folder cannot be read` })
  )
  const found = names.filter((one) => dataFile.test(one) && one !== projectFile).toSorted()
  return { paths: found.map((one) => paths.join(name, one)), top: name }
})

/** The files that match a pattern, sorted; `**` stands for any folders. */
const matching = Effect.fn("matching")(function* (pattern: string) {
  const files = yield* FileSystem.FileSystem
  const paths = yield* Path.Path
  if (!signs.test(pattern)) return yield* new BadData({ message: `${pattern}: no such file or folder` })
  const unreadable = () => new BadData({ message: `${pattern}: the folder cannot be read` })
  const all = yield* Effect.mapError(files.glob(pattern), unreadable)
  const found = yield* Effect.filter(all, (path) =>
    Effect.match(files.stat(path), { onFailure: () => false, onSuccess: ({ type }) => type === "File" })
  )
  const wanted = found.filter((path) => paths.basename(path) !== projectFile).toSorted()
  if (wanted.length === 0) return yield* new BadData({ message: `${pattern}: no file matches` })
  return { paths: wanted, top: paths.dirname(`${pattern.slice(0, pattern.search(signs))}x`) }
})
