import * as Effect from "effect/Effect"
import { type ImportError, NotThisFormat } from "../contract/ImportError.ts"
import type { Proposal } from "../contract/Importer.ts"
import type { Input } from "../contract/Input.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import { guessDelimiter } from "./Delimiter.ts"
import { type Role, roles } from "./Roles.ts"
import { proposeRules } from "./Rules.ts"
import { delimitedColumns, delimitedRows, headOf, headText, jsonColumns, type SampleColumn } from "./Sample.ts"
import { guessTime, type TimeGuess } from "./Times.ts"

type Format = Mapping["format"]

/**
 * A mapping to start from, made from the first 256 KiB of an input, and what the data cannot tell. What is not known is
 * left out of the mapping, so that it is refused until the questions are answered.
 *
 * Fails with `NotThisFormat` when there are no columns.
 */
export const proposeAs = (format: Format, input: Input): Effect.Effect<Proposal<Mapping>, ImportError> =>
  Effect.flatMap(headOf(input), (head) => {
    const { encoding, guessed, text } = headText(head)
    const { columns, delimiter } = columnsOf(format, text)
    if (columns.length === 0) return Effect.fail(noColumns(format, input.name))
    const found = roles(columns)
    const { questions, rules } = proposeRules(found)
    const time = timeOf(found)
    const mapping: Mapping = {
      source: stem(input.name),
      format,
      ...(delimiter === undefined || delimiter === "," ? {} : { delimiter }),
      ...(encoding === "utf-8" ? {} : { encoding }),
      ...(time === undefined || time.format === "iso" ? {} : { time: { format: time.format } }),
      records: rules
    }
    const encodingQuestion = `encoding: is it "${encoding}"? The bytes are not UTF-8, and do not say what they are.`
    return Effect.succeed({
      mapping,
      questions: [
        ...(guessed ? [encodingQuestion] : []),
        ...timeQuestions(time),
        ...columnQuestions(columns),
        ...questions
      ]
    })
  })

const columnsOf = (
  format: Format,
  text: string
): { readonly columns: ReadonlyArray<SampleColumn>; readonly delimiter?: NonNullable<Mapping["delimiter"]> } => {
  if (format === "ndjson") return jsonColumns(text)
  const { delimiter } = guessDelimiter(text)
  return { columns: delimitedColumns(delimitedRows(text, delimiter)), delimiter }
}

const noColumns = (format: Format, input: string): NotThisFormat => {
  const expected = format === "csv" ? "a header and records" : "one JSON object a line"
  return new NotThisFormat({ input, expected, found: "nothing of the kind", message: `${input}: expected ${expected}` })
}

const stem = (name: string): string => name.replace(/(?<=.)\.[^.]*$/, "").slice(0, 64) || "source"

const timeOf = (found: ReadonlyMap<Role, SampleColumn>): TimeGuess | undefined =>
  guessTime(found.get("at")?.values ?? [])

const timeQuestions = (time: TimeGuess | undefined): ReadonlyArray<string> => {
  if (time === undefined) return []
  const zone = 'time.timeZone: in which zone are the local times written, as "Europe/Berlin"?'
  const order = `time.format: is it "${time.format}" or "${time.others[0]}"? Every value fits both.`
  return [...(time.local ? [zone] : []), ...(time.others.length > 0 ? [order] : [])]
}

const columnQuestions = (columns: ReadonlyArray<SampleColumn>): ReadonlyArray<string> => {
  const again = columns.filter(({ name }) => /.#\d+$/.test(name)).map(({ name }) => name)
  const empty = columns.filter(({ name }) => /^#\d+$/.test(name)).map(({ name }) => name)
  return [
    ...(again.length > 0
      ? [`columns with the name of an earlier one are called ${list(again)}: are they needed?`]
      : []),
    ...(empty.length > 0 ? [`columns without a name are called ${list(empty)}: are they needed?`] : [])
  ]
}

const list = (names: ReadonlyArray<string>): string =>
  names.length > 10 ? `${names.slice(0, 10).join(", ")} and ${names.length - 10} more` : names.join(", ")
