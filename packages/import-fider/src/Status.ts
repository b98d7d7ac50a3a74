import type { Mapping } from "@throughline/import"
import { posts } from "./Mapping.ts"

/** Statuses that Fider comes with in which a post is still to be done. All others may be an end. */
const underWay: ReadonlySet<string> = new Set(["open", "planned", "started"])

/** Whether the response to a post with this status may have ended it. */
export const isEnd = (status: string): boolean => !underWay.has(status)

const valuesOf = ({ records: [rule] }: Mapping): object => {
  const { status } = rule.fields
  return typeof status === "object" && "values" in status ? (status.values ?? {}) : {}
}

/** Statuses that a team made are not in any documentation. */
export const statusQuestions = (statuses: ReadonlyArray<string>): ReadonlyArray<string> => {
  const known = valuesOf(posts)
  const unknown = [...new Set(statuses)].filter((status) => status !== "" && !Object.hasOwn(known, status))
  const names = unknown.slice(0, 10).map((status) => JSON.stringify(status.slice(0, 40)))
  return names.length === 0
    ? []
    : [
        `records[0].fields.status.values: what are ${names.join(", ")}: "open", "planned", "started", "done" or "declined"?`
      ]
}
