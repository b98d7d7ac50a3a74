import { type Project, parseProject } from "@throughline/import"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import { BadData } from "../Failure.ts"

/** The name of the file that says how the others of its folder are read. */
export const projectFile = "throughline.json"

const readProject = Effect.fn("readProject")(function* (folder: string) {
  const files = yield* FileSystem.FileSystem
  const paths = yield* Path.Path
  const path = paths.join(folder, projectFile)
  const text = yield* Effect.option(files.readFileString(path))
  // A shell makes the file before `check --propose > throughline.json` begins.
  if (text._tag === "None" || text.value.trim() === "") return undefined
  return yield* Effect.mapError(
    parseProject(text.value),
    (error) => new BadData({ message: `${path} cannot be used:\n${error.message}` })
  )
})

/** Finds the projects of folders, and reads each once. */
export const projectFinder = Effect.map(Path.Path, (paths) => {
  const read = new Map<string, Project | undefined>()
  const projectOf = Effect.fn("projectOf")(function* (folder: string) {
    if (!read.has(folder)) read.set(folder, yield* readProject(folder))
    return read.get(folder)
  })
  /** The project of a folder, or of the nearest one above it, up to `top`. */
  const nearest = Effect.fn("nearest")(function* (folder: string, top: string) {
    const last = paths.normalize(top)
    for (let at = paths.normalize(folder); ; at = paths.dirname(at)) {
      const project = yield* projectOf(at)
      if (project !== undefined || at === last || at === paths.dirname(at)) return project
    }
  })
  const journey = (): Project["journey"] =>
    [...read.values()].find((project) => project?.journey !== undefined)?.journey
  return { nearest, journey }
})
