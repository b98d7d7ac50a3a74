import { Input, type Mapping, mappingFor, type Project, unpackedName } from "@throughline/import"
import * as Effect from "effect/Effect"
import * as Path from "effect/Path"
import { namedPaths } from "./namedPaths.ts"
import { withoutParquet } from "./parquet.ts"
import { projectFinder } from "./projects.ts"
import { readStandardInput, standardInput } from "./standardInput.ts"

/** A file that was named, or one of an archive, and how to read it: without a mapping it is not read. */
export interface SourceFile {
  readonly path: string
  readonly name: string
  readonly input: Input
  readonly mapping: Mapping | undefined
}

/** What was named on the command line. */
export interface Sources {
  readonly files: ReadonlyArray<SourceFile>
  /** The journey of the first `throughline.json` that has one. */
  readonly journey: Project["journey"]
  /** The zone of the first mapping that names one; UTC otherwise. */
  readonly timeZone: string
}

/** What is at a path, unpacked, Parquet as its rows, each with its mapping by its own name, or by that of the file that gzip packed. */
const filesAt = Effect.fn("filesAt")(function* (path: string, project: Project | undefined) {
  const packed = yield* path === standardInput.path ? readStandardInput : Input.fromFile(path)
  const mappingOf = (name: string) => (project === undefined ? undefined : mappingFor(project, name))
  const file = path === standardInput.path ? undefined : path
  return yield* Effect.forEach(yield* Input.unpack(packed), (unpacked) =>
    Effect.map(withoutParquet(unpacked, unpacked === packed ? file : undefined), (input): SourceFile => {
      const { name } = input
      const own = name === unpackedName(packed.name) ? mappingOf(packed.name) : undefined
      return { path, name, input, mapping: own ?? mappingOf(name) }
    })
  )
})

/** Find the files of the paths, and the mapping of each in the `throughline.json` beside it. */
export const findSources = Effect.fn("findSources")(function* (named: ReadonlyArray<string>) {
  const paths = yield* Path.Path
  const { journey, nearest } = yield* projectFinder
  const files: Array<SourceFile> = []
  for (const name of named) {
    const found = yield* namedPaths(name)
    yield* nearest(found.top, found.top)
    for (const path of found.paths) {
      files.push(...(yield* filesAt(path, yield* nearest(paths.dirname(path), found.top))))
    }
  }
  const zones = files.flatMap(({ mapping }) => mapping?.time?.timeZone ?? [])
  const sources: Sources = { files, journey: journey(), timeZone: zones[0] ?? "UTC" }
  return sources
})
