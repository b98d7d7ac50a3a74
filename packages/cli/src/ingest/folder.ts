import { type Mapping, mappingFor, type Project, parseProject } from "@throughline/import"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import { BadData } from "../Failure.ts"

/** A file that was named, and how to read it: without a mapping it is not read. */
export interface SourceFile {
  readonly path: string
  readonly name: string
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

/** The name of the file that says how the others of its folder are read. */
export const projectFile = "throughline.json"

const dataFile = /\.(csv|tsv|txt|ndjson|jsonl)$/i

const expand = Effect.fn("expand")(function* (path: string) {
  const files = yield* FileSystem.FileSystem
  const paths = yield* Path.Path
  const info = yield* Effect.mapError(
    files.stat(path),
    () => new BadData({ message: `${path}: no such file or folder` })
  )
  if (info.type !== "Directory") return { folder: paths.dirname(path), names: [paths.basename(path)] }
  const names = yield* Effect.mapError(
    files.readDirectory(path),
    () => new BadData({ message: `${path}: the folder cannot be read` })
  )
  return { folder: path, names: names.filter((name) => dataFile.test(name)).toSorted() }
})

const readProject = Effect.fn("readProject")(function* (folder: string) {
  const files = yield* FileSystem.FileSystem
  const paths = yield* Path.Path
  const path = paths.join(folder, projectFile)
  const text = yield* Effect.option(files.readFileString(path))
  if (text._tag === "None") return undefined
  return yield* Effect.mapError(
    parseProject(text.value),
    (error) => new BadData({ message: `${path} cannot be used:\n${error.message}` })
  )
})

/** Find the files of the paths, and the mapping of each in the `throughline.json` beside it. */
export const findSources = Effect.fn("findSources")(function* (named: ReadonlyArray<string>) {
  const paths = yield* Path.Path
  const expanded = yield* Effect.forEach(named, expand)
  const found = yield* Effect.forEach(expanded, ({ folder, names }) =>
    Effect.map(readProject(folder), (project) => ({ folder, names, project }))
  )
  const files = found.flatMap(({ folder, names, project }) =>
    names.map(
      (name): SourceFile => ({
        path: paths.join(folder, name),
        name,
        mapping: project === undefined ? undefined : mappingFor(project, name)
      })
    )
  )
  const zones = files.flatMap(({ mapping }) => mapping?.time?.timeZone ?? [])
  const sources: Sources = {
    files,
    journey: found.find(({ project }) => project?.journey !== undefined)?.project?.journey,
    timeZone: zones[0] ?? "UTC"
  }
  return sources
})
