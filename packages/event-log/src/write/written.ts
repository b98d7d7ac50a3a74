import type { Interaction } from "@throughline/core"

/** Fields of an interaction besides who met what and when, and their keys in logs that are written here. */
export const furtherFields = [
  ["team", "org:group"],
  ["channel", "channel"],
  ["segment", "segment"],
  ["waitSeconds", "waitSeconds"],
  ["responder", "responder"],
  ["outcome", "outcome"]
] as const satisfies ReadonlyArray<readonly [keyof Interaction, string]>

/** The system that the interactions of a log came from: an attribute of the log, or the type of an object that says so. */
export const sourceKey = "throughline:source"
/** The id of an interaction. */
export const idKey = "throughline:id"

/** The id of an interaction without what an importer puts before it, when it is of this source. */
export const ownId = (id: string, source: string): string => {
  const prefix = `${source}:interactions:`
  return id.startsWith(prefix) && id.length > prefix.length ? id.slice(prefix.length) : id
}
