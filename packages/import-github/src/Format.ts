import type { Format, Head, JsonObject } from "@throughline/import/format"
import { isPullRequest, issueOf, rows } from "./Issue.ts"
import { issues } from "./Mapping.ts"

const records = [""] as const

const has = (issue: JsonObject, ...keys: ReadonlyArray<string>): boolean =>
  keys.some((key) => Object.hasOwn(issue, key))

/** A number within the repository, a state and a title: no other tracker names them so. */
const isIssue = (issue: JsonObject): boolean =>
  has(issue, "number") &&
  has(issue, "title") &&
  /^(open|closed)$/i.test(String(issue.state)) &&
  has(issue, "node_id", "stateReason", "createdAt")

const issuesOf = (head: Head): ReadonlyArray<JsonObject> => head.objects(records).map(issueOf).filter(isIssue)

/** What was closed before 2022 does not say why. */
const questionsOf = (found: ReadonlyArray<JsonObject>): ReadonlyArray<string> =>
  found.flatMap(rows).some(({ status }) => status === "closed")
    ? [
        'records[0].fields.status.values: was what is "closed" without a reason "done" or "declined"? Without an answer such issues are rejected.'
      ]
    : []

/** Issues as GitHub's API, its webhooks and `gh issue list --json` write them. */
export const format: Format = {
  id: "github-issues",
  emits: ["requests"],
  expects: "issues of GitHub as JSON",
  layout: { _tag: "Json", records, orLines: true, rows },
  detect: (head) => {
    const found = issuesOf(head)
    return found.length > 0
      ? { confidence: 1, because: [`${found.length} issues of GitHub`] }
      : { confidence: 0, because: ["no issues of GitHub"] }
  },
  propose: (head) => {
    const found = issuesOf(head).filter((issue) => !isPullRequest(issue))
    return found.length === 0 ? undefined : { mapping: issues, questions: questionsOf(found) }
  }
}

/** The same in pages of the API: what is no list of issues there is no page. */
export const pageFormat: Format = { ...format, layout: { _tag: "Json", records: ["/-"], rows } }
