const longest = 255

/** The last part of a path, fit to be shown: at most 255 characters, none of them invisible. */
export const shownName = (path: string): string => {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1)
  return name.replace(/\p{C}/gu, "_").slice(0, longest)
}
