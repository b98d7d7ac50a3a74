import type { Mapping } from "@throughline/import"
import { table } from "@throughline/render"
import * as Console from "effect/Console"
import { Command, Flag } from "effect/cli"
import * as Effect from "effect/Effect"
import { BadData, BadUsage } from "../Failure.ts"
import type { FileOutcome } from "../ingest/FileOutcome.ts"
import { findSources, type SourceFile } from "../ingest/folder.ts"
import { dryRun } from "../ingest/ingest.ts"
import { projectFile } from "../ingest/projects.ts"
import { proposeMapping } from "../ingest/propose.ts"
import { format, paths } from "./shared.ts"

type CheckRow = {
  readonly file: string
  readonly result: string
  readonly count: number | null
  readonly example: string
  readonly fix: string
}

const rowsOf = ({ complete, counts, name, reasons }: FileOutcome): ReadonlyArray<CheckRow> => {
  const counted = (["imported", "skipped", "duplicate"] as const).filter((key) => key === "imported" || counts[key] > 0)
  return [
    ...counted.map((key) => ({ file: name, result: key, count: counts[key], example: "", fix: "" })),
    ...reasons.map(({ count, first, fix, reason, severity }) => ({
      file: name,
      result: severity === "record" ? `rejected: ${reason}` : `field left out: ${reason}`,
      count,
      example: first,
      fix
    })),
    ...(complete ? [] : [{ file: name, result: "cut short", count: null, example: "", fix: "export the file again" }])
  ]
}

const noMapping = "no mapping yet"
const unknown = "not known"

/** What records a mapping gives: `tickets, responses (csat)`. */
const givenBy = ({ records }: Mapping): string => {
  const kinds = records.map(({ kind, metric }) => (metric === undefined ? kind : `${kind} (${metric})`))
  return [...new Set(kinds)].join(", ")
}

/** What a file without a mapping is likely to be, and what its data leave open. */
const proposedRows = Effect.fn("proposedRows")(
  function* ({ input, name }: SourceFile) {
    const { mapping, questions } = yield* proposeMapping(input)
    const rest = { file: name, count: null }
    const found = `${mapping.format}: ${givenBy(mapping)}`
    const open = questions.map((example) => ({
      ...rest,
      result: "open question",
      example,
      fix: `answer it in ${projectFile}`
    }))
    const rows: ReadonlyArray<CheckRow> = [
      { ...rest, result: noMapping, example: found, fix: "start from check --propose" },
      ...open
    ]
    return rows
  },
  (rows, { name }) =>
    Effect.catchTag(rows, "NotThisFormat", ({ message }) => {
      const row: CheckRow = { file: name, result: unknown, count: null, example: message, fix: "" }
      return Effect.succeed([row])
    })
)

const checkFile = (file: SourceFile) =>
  file.mapping === undefined ? proposedRows(file) : Effect.map(dryRun(file.input, file.mapping), rowsOf)

const propose = Flag.Boolean("propose").pipe(
  Flag.withDescription(`Print a ${projectFile} to start from for the files that have no mapping yet`),
  Flag.withDefault(false)
)

const printProposal = Effect.fn("printProposal")(function* (files: ReadonlyArray<SourceFile>) {
  const open = files.filter(({ mapping }) => mapping === undefined)
  const [proposals, strange] = yield* Effect.partition(open, ({ input, name }) =>
    Effect.map(proposeMapping(input), ({ mapping }) => ({ match: name, ...mapping }))
  )
  if (strange[0] !== undefined && proposals.length === 0) return yield* strange[0]
  yield* Console.log(JSON.stringify({ files: proposals }, null, 2))
  for (const { message } of strange) yield* Console.error(message)
})

const howToGoOn = (files: number, named: ReadonlyArray<string>): string => {
  const which = files === 1 ? "A file has no mapping yet and is" : `${files} files have no mapping yet and are`
  return `${which} not read. Put beside it, and answer what is open: throughline check ${named.join(" ")} --propose > ${projectFile}`
}

/** Say how to go on with files that have no mapping, and fail when something is wrong or open. */
const judge = Effect.fn("judge")(function* (rows: ReadonlyArray<CheckRow>, named: ReadonlyArray<string>) {
  const counted = (result: string) => rows.filter((row) => row.result === result).length
  const [unmapped, open, strange] = [counted(noMapping), counted("open question"), counted(unknown)]
  if (unmapped > 0) yield* Console.error(howToGoOn(unmapped, named))
  const wrong = rows.filter(({ result }) => result.startsWith("rejected") || result === "cut short")
  if (wrong.length + open + strange === 0) return
  const rejected = wrong.reduce((sum, { count }) => sum + (count ?? 0), 0)
  const others = strange === 0 ? "" : `, ${strange} files are of no known kind`
  return yield* new BadData({ message: `${rejected} rows would be rejected, ${open} questions are open${others}` })
})

const columns = ["file", "result", "count", "example", "fix"].map((key) => ({ key, decimals: 0 }))

/** `throughline check`: a dry run. */
export const check = Command.make("check", { paths, propose, format }, (flags) =>
  Effect.gen(function* () {
    if (flags.paths.length === 0) return yield* new BadUsage({ message: "Name the files or folder to check" })
    const { files } = yield* findSources(flags.paths)
    if (files.length === 0) return yield* new BadData({ message: `No data files in ${flags.paths.join(", ")}` })
    if (flags.propose) return yield* printProposal(files)
    const rows = (yield* Effect.forEach(files, checkFile)).flat()
    yield* Console.log(table(rows, columns, flags.format).replace(/\n$/, ""))
    yield* judge(rows, flags.paths)
  })
).pipe(
  Command.withDescription(
    "Say what would be read and rejected, and which questions of the mapping are open; keeps nothing"
  ),
  Command.withExamples([
    {
      command: "throughline check exports/",
      description: "What would be read from each file, and why rows are rejected"
    },
    { command: "throughline check survey.csv --propose > throughline.json", description: "A mapping to start from" }
  ])
)
