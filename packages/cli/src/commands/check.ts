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

const checkFile = Effect.fn("checkFile")(function* ({ input, mapping, name }: SourceFile) {
  if (mapping !== undefined) return rowsOf(yield* dryRun(input, mapping))
  const { questions } = yield* proposeMapping(input)
  return questions.map(
    (question): CheckRow => ({
      file: name,
      result: "open question",
      count: null,
      example: question,
      fix: `answer it in ${projectFile}`
    })
  )
})

const propose = Flag.Boolean("propose").pipe(
  Flag.withDescription(`Print a ${projectFile} to start from for the files that have no mapping yet`),
  Flag.withDefault(false)
)

const printProposal = Effect.fn("printProposal")(function* (files: ReadonlyArray<SourceFile>) {
  const open = files.filter(({ mapping }) => mapping === undefined)
  const proposals = yield* Effect.forEach(open, ({ input, name }) =>
    Effect.map(proposeMapping(input), ({ mapping }) => ({ match: name, ...mapping }))
  )
  yield* Console.log(JSON.stringify({ files: proposals }, null, 2))
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
    const wrong = rows.filter(({ result }) => result.startsWith("rejected") || result === "cut short")
    const open = rows.filter(({ result }) => result === "open question").length
    if (wrong.length + open > 0) {
      const rejected = wrong.reduce((sum, { count }) => sum + (count ?? 0), 0)
      return yield* new BadData({ message: `${rejected} rows would be rejected, ${open} questions are open` })
    }
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
