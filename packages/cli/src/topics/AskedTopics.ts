import { PeriodLabel } from "@throughline/core"
import type { TableFormat } from "@throughline/render"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { isTicketField, ticketFields } from "./readTexts.ts"

/** What is asked about texts. */
export interface AskedTopics {
  readonly paths: ReadonlyArray<string>
  readonly store: string | undefined
  /** Headers of the columns of files: of the texts, of who wrote them, when, and what to split topics by. */
  readonly texts: ReadonlyArray<string>
  readonly customer: string | undefined
  readonly at: string | undefined
  readonly by: string | undefined
  readonly timeZone: string | undefined
  /** The first day that is not over, as `2026-03-29`. */
  readonly inProgress: string | undefined
  readonly topics: number | "auto"
  /** Unless told: 1, and of topics that are found anew the one they have. */
  readonly seed: number | undefined
  /** The file to keep topics in, and the one that has them. */
  readonly save: string | undefined
  readonly model: string | undefined
  /** How to change kept topics: by new texts, by the edits in a file, by finding them anew. */
  readonly update: boolean
  readonly edits: string | undefined
  readonly refit: boolean
  readonly format: TableFormat
}

/** How many topics a flag asks for. */
export const numberOfTopics = (asked: string): Effect.Effect<number | "auto", BadUsage> => {
  if (asked === "auto") return Effect.succeed(asked)
  const found = Number(asked)
  return Number.isSafeInteger(found) && found >= 1
    ? Effect.succeed(found)
    : Effect.fail(new BadUsage({ message: `--topics needs auto or a whole number from 1, found "${asked}"` }))
}

/** The columns of topics. */
const columns: ReadonlyArray<string> = [
  ...["topic", "name", "texts", "share", "customers"],
  ...["trend", "since", "recent", "expected", "ratio", "ratio_low", "ratio_high", "example"]
]

const misfitOfStore = ({ at, by, paths }: AskedTopics): string | undefined => {
  if (paths.length > 0) return "Name files or a --store, not both"
  if (at !== undefined && at !== "at") return "--at of a store is at, the time of a ticket"
  return by === undefined || isTicketField(by) ? undefined : `--by of a store is one of ${ticketFields.join(", ")}`
}

const misfitOfFiles = ({ at, by, customer, inProgress, texts }: AskedTopics): string | undefined => {
  if ([...texts, customer, at, by].includes("")) return "--text, --customer, --at and --by need a header"
  if (inProgress !== undefined && at === undefined) return "--in-progress is for trends, which need --at"
  return by !== undefined && columns.includes(by) ? `--by ${by} would be a second column of that name` : undefined
}

const misfitOfChange = (change: string, { at, by, edits, model, paths, store }: AskedTopics): string | undefined => {
  if (model === undefined) return `${change} is for topics that are kept: name them by --model <model.json>`
  if (at !== undefined || by !== undefined) return `${change} has no --at or --by: ask with them before or after`
  const isRead = paths.length > 0 || store !== undefined
  return edits !== undefined && isRead
    ? "--edits reads no texts: count new ones by --update before or after"
    : undefined
}

const misfitOfModel = (asked: AskedTopics): string | undefined => {
  const { edits, model, refit, save, update } = asked
  const changes = Object.entries({ "--update": update, "--edits": edits !== undefined, "--refit": refit })
  const [change, ...others] = changes.flatMap(([flag, isAsked]) => (isAsked ? [flag] : []))
  if (others.length > 0) return `${[change, ...others].join(" and ")} do not go together: call one after the other`
  if (change !== undefined) return misfitOfChange(change, asked)
  return model !== undefined && save !== undefined
    ? "--save keeps new or changed topics: those of --model are kept"
    : undefined
}

/** What in a call cannot work. */
export const misfit = (asked: AskedTopics): string | undefined => {
  const { inProgress, store } = asked
  const wrong = misfitOfModel(asked)
  if (wrong !== undefined) return wrong
  if (inProgress !== undefined && PeriodLabel.ordinal("day", inProgress) === undefined)
    return "--in-progress needs a day such as 2026-03-29"
  return store === undefined ? misfitOfFiles(asked) : misfitOfStore(asked)
}
