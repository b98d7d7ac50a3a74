import { globSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

/** The repository's folder, with a slash at its end. */
export const root = fileURLToPath(new URL("../../", import.meta.url))

/** The Markdown files of the repository that people wrote, as paths from its root. */
export const markdownFiles: ReadonlyArray<string> = globSync("**/*.md", {
  cwd: root,
  exclude: (path) => /(^|\/)(node_modules|dist|api|coverage|out)$/.test(path) || path.startsWith("docs/api")
}).sort()

export const read = (path: string): string => readFileSync(root + path, "utf8")

/** One fenced example. */
export interface Example {
  readonly file: string
  /** The line of its first statement, from 1. */
  readonly line: number
  readonly code: string
}

/** The TypeScript examples of a page that stand on their own: they begin with an import. */
export const examplesIn = (file: string, text: string): ReadonlyArray<Example> =>
  Array.from(text.matchAll(/^```ts\n([\s\S]*?)^```$/gm), ({ 1: code = "", index }) => ({
    file,
    line: text.slice(0, index).split("\n").length + 1,
    code
  })).filter(({ code }) => code.startsWith("import "))

const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-")

/** The anchors of a page: one for each heading. */
export const anchors = (text: string): ReadonlySet<string> =>
  new Set(Array.from(text.matchAll(/^#{1,6} (.+)$/gm), ([, heading = ""]) => slug(heading)))

/** The targets of the links and pictures of a page, code left out. */
export const links = (text: string): ReadonlyArray<string> => {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "")
  return Array.from(prose.matchAll(/\]\(([^()\s]+)\)/g), ([, target = ""]) => target)
}
