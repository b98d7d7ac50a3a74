import { type Counts, describeRejected, type Message, noCounts, type Rejected } from "@throughline/import"
import type { FileQuality } from "@throughline/render"

/** Why source records of a file were rejected, with the first of them as an example. */
export interface RejectedReason {
  readonly reason: string
  readonly field: string | undefined
  readonly severity: Rejected["severity"]
  readonly count: number
  readonly fix: string
  readonly first: string
}

/** What became of one file. */
export interface FileOutcome {
  readonly name: string
  readonly complete: boolean
  readonly counts: Counts
  /** How many records it gave, and how many it says are gone. */
  readonly records: number
  readonly gone: number
  readonly reasons: ReadonlyArray<RejectedReason>
}

/** Gathers what a read says about a file, in memory that grows with the kinds of rejection only. */
export const outcomeOf = (name: string) => {
  const reasons = new Map<string, RejectedReason>()
  let counts = noCounts
  let complete = false
  let records = 0
  let gone = 0
  const reject = (rejected: Rejected): void => {
    const { field, fix = "", reason, severity } = rejected
    const key = JSON.stringify([severity, reason, field, fix])
    const known = reasons.get(key)
    const first = known?.first ?? describeRejected(rejected)
    reasons.set(key, { reason, field, severity, count: (known?.count ?? 0) + 1, fix, first })
  }
  return {
    add: (message: Message): void => {
      if (message._tag === "Imported") records += 1
      else if (message._tag === "Tombstone") gone += 1
      else if (message._tag === "Rejected") reject(message)
      else if (message._tag === "Summary") {
        counts = message.counts
        complete = message.complete
      }
    },
    finish: (): FileOutcome => ({
      name,
      complete,
      counts,
      records,
      gone,
      reasons: [...reasons.values()].toSorted((a, b) => b.count - a.count || (a.first < b.first ? -1 : 1))
    })
  }
}

/** An outcome as the report shows it. */
export const toQuality = ({ counts, name, reasons }: FileOutcome): FileQuality => ({
  file: name,
  ...counts,
  reasons: reasons.map(({ count, field, fix, reason, severity }) => ({
    reason: `${reason}${field === undefined ? "" : ` in ${field}`}${severity === "field" ? " (row kept)" : ""}`,
    count,
    howToFix: fix
  }))
})
