import type { Proposal } from "../contract/Importer.ts"
import type { Head } from "../format/Head.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import { type Role, roles } from "./Roles.ts"
import { proposeRules } from "./Rules.ts"
import type { SampleColumn } from "./Sample.ts"
import { guessTime, type TimeGuess } from "./Times.ts"

/**
 * A mapping to start from, made from the start of an input, and what the data cannot tell. What is not known is left out
 * of the mapping, so that it is refused until the questions are answered.
 */
export const proposeFrom = (format: string, head: Head, found: SampleColumns): Proposal<Mapping> => {
  const { columns, delimiter } = found
  const byRole = roles(columns)
  const { questions, rules } = proposeRules(byRole, stem(head.name))
  const time = timeOf(byRole)
  const mapping: Mapping = {
    source: stem(head.name),
    format,
    ...encodingOf(head),
    ...(delimiter === undefined || delimiter === "," ? {} : { delimiter }),
    ...(time === undefined || time.format === "iso" ? {} : { time: { format: time.format } }),
    records: rules
  }
  return {
    mapping,
    questions: [...encodingQuestions(head), ...timeQuestions(time), ...columnQuestions(columns), ...questions]
  }
}

/** The columns of an input, and what is between them. */
export interface SampleColumns {
  readonly columns: ReadonlyArray<SampleColumn>
  readonly delimiter?: NonNullable<Mapping["delimiter"]>
}

/** What a mapping says of the encoding. */
export const encodingOf = ({ encoding }: Head): Pick<Mapping, "encoding"> => (encoding === "utf-8" ? {} : { encoding })

/** What is open about the encoding. */
export const encodingQuestions = ({ encoding, isGuessed }: Head): ReadonlyArray<string> =>
  isGuessed ? [`encoding: is it "${encoding}"? The bytes are not UTF-8, and do not say what they are.`] : []

const stem = (name: string): string => name.replace(/(?<=.)\.[^.]*$/, "").slice(0, 64) || "source"

/** How the times of the columns are written. */
export const timeOf = (found: ReadonlyMap<Role, SampleColumn>): TimeGuess | undefined =>
  guessTime(found.get("at")?.values ?? [])

/** What is open about the times. */
export const timeQuestions = (time: TimeGuess | undefined): ReadonlyArray<string> => {
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
