import { globSync, readdirSync, readFileSync } from "node:fs"
import { isBuiltin } from "node:module"
import { join, normalize } from "node:path"

/** A source file of a package, by its path inside `src`, and the modules it imports. */
interface SourceFile {
  readonly path: string
  readonly imports: ReadonlyArray<string>
}

/** A package as its manifest and its sources tell it. */
export interface Package {
  /** The folder's name. */
  readonly folder: string
  readonly name: string
  /** What it needs to run: dependencies and peers. */
  readonly needs: ReadonlyArray<string>
  readonly develops: ReadonlyArray<string>
  readonly files: ReadonlyArray<SourceFile>
}

/** The folders that a package may import from: ports know the core only, adapters their port, the command line all. */
const allowed = (folder: string): ReadonlyArray<string> | "all" => {
  if (folder === "core") return []
  if (folder === "cli") return "all"
  if (folder === "event-log") return ["core", "import"]
  const port = /^(store|import|embed|sentiment)-/.exec(folder)?.[1]
  if (port === undefined) return ["core"]
  return ["core", port === "store" || port === "import" ? port : "text"]
}

const runsAnywhere = ["core", "render", "store", "text", "embed-openai", "sentiment-lexicon"]

/** `@scope/name/sub` and `name/sub` without the part inside the package. */
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/")

const fileProblems = (own: Package, file: SourceFile, specifier: string): ReadonlyArray<string> => {
  const where = `${own.folder}/src/${file.path} imports ${specifier}`
  if (specifier.startsWith(".")) {
    return normalize(join(file.path, "..", specifier)).startsWith("..") ? [`${where}, outside its package`] : []
  }
  if (isBuiltin(specifier)) return runsAnywhere.includes(own.folder) ? [`${where}, which only Node has`] : []
  if (specifier === "date-fns") return [`${where}: import "date-fns/name"`]
  return own.needs.includes(packageOf(specifier)) ? [] : [`${where}, which its manifest does not name`]
}

/** Everything in which packages break the rules of the architecture. */
export const violations = (packages: ReadonlyArray<Package>): ReadonlyArray<string> => {
  const folders = new Map(packages.map(({ folder, name }) => [name, folder]))
  return packages.flatMap((own) => {
    const may = allowed(own.folder)
    const others = [...own.needs, ...own.develops, ...own.files.flatMap((file) => file.imports.map(packageOf))]
    const siblings = new Set(others.flatMap((name) => folders.get(name) ?? []).filter((each) => each !== own.folder))
    return [
      ...[...siblings]
        .filter((each) => may !== "all" && !may.includes(each))
        .map((each) => `${own.folder} uses ${each}`),
      ...own.files.flatMap((file) => file.imports.flatMap((specifier) => fileProblems(own, file, specifier)))
    ]
  })
}

/** A circle of packages that need each other, if there is one. */
export const circle = (packages: ReadonlyArray<Package>): ReadonlyArray<string> | undefined => {
  const needs = new Map(packages.map((each) => [each.name, [...each.needs, ...each.develops]]))
  const walk = (name: string, path: ReadonlyArray<string>): ReadonlyArray<string> | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name]
    for (const next of needs.get(name) ?? []) {
      const found = walk(next, [...path, name])
      if (found !== undefined) return found
    }
    return undefined
  }
  for (const name of needs.keys()) {
    const found = walk(name, [])
    if (found !== undefined) return found
  }
  return undefined
}

/** The modules that a source text imports. Statements stand at the start of a line, so examples in comments don't count. */
export const importsOf = (source: string): ReadonlyArray<string> => [
  ...Array.from(source.matchAll(/^(?:import|export|\})[^"\n]* from "([^"\n]+)"/gm), ([, from = ""]) => from),
  ...Array.from(source.matchAll(/^import "([^"\n]+)"/gm), ([, from = ""]) => from),
  ...Array.from(source.matchAll(/^(?! \*).*\bimport\("([^"\n]+)"\)/gm), ([, from = ""]) => from)
]

interface Manifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Read the packages of a workspace. */
export const readPackages = (root: string): ReadonlyArray<Package> =>
  readdirSync(root).map((folder) => {
    const manifest: Manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"))
    const src = join(root, folder, "src")
    return {
      folder,
      name: manifest.name,
      needs: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
      develops: Object.keys({ ...manifest.devDependencies }),
      files: globSync("**/*.ts", { cwd: src }).map((path) => ({
        path,
        imports: importsOf(readFileSync(join(src, path), "utf8"))
      }))
    }
  })
