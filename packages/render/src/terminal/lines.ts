import { clean } from "../text/clean.ts"

/** Columns for a name, and for a bar. */
export const nameColumns = 36
export const barColumns = 24

/** A picture as lines of text: title, subtitle, and an empty line before what it shows. */
export const textOf = (
  { subtitle, title }: { readonly title: string; readonly subtitle: string },
  lines: ReadonlyArray<string>
): string => {
  const head = [clean(title), clean(subtitle)].filter((line) => line !== "")
  return [...head, ...(head.length === 0 ? [] : [""]), ...lines].map((line) => `${line.trimEnd()}\n`).join("")
}
