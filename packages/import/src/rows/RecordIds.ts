import { Problem } from "../values/Problem.ts"
import { isDamagedId, suspect } from "../values/Suspect.ts"
import { contentHash } from "./ContentHash.ts"
import { Digest } from "./Digest.ts"
import type { Draft, Flaw } from "./Draft.ts"
import type { Row } from "./Row.ts"
import type { RuleReader } from "./RuleReader.ts"
import { SeenIds } from "./SeenIds.ts"
import { SeenVersions } from "./SeenVersions.ts"

const longestId = 256

const noId = new Problem("MissingField", "an id", "fill it in the source, or leave out id")
const noVersion = new Problem("MissingField", "a version", "fill it in the source, or leave out version")
const notOneText = new Problem("BadType", "one text or number as id", "name a column that holds a single value")
const tooLong = new Problem("OutOfRange", `an id of at most ${longestId} characters`, "name a column that holds an id")

/** Gives records their ids and tells which were given before. */
export class RecordIds {
  readonly #absent: (text: string) => boolean
  readonly #seen = new SeenIds()
  readonly #contents = new SeenIds()
  /** How often a content came, of those that came more than once. */
  readonly #repeats = new Map<string, number>()
  readonly #versions = new SeenVersions()
  readonly #content = new Digest()
  readonly #id = new Digest()

  constructor(absent: (text: string) => boolean) {
    this.#absent = absent
  }

  /** Put the id on a record. `false` when there is none, or when it was given before; a flaw says which. */
  give({ record, rule }: Draft, row: Row, line: number, flaws: Array<Flaw>): boolean {
    if (rule.idColumns.length === 0) {
      record.id = this.#fromContent(rule, this.#safeDigest(rule, row))
      return true
    }
    const own = sourceId(rule, row, this.#absent)
    const id = idOf(rule, own)
    if (id instanceof Problem) {
      flaws.push(flaw(rule, id, undefined))
      return false
    }
    record.id = id
    return rule.version === undefined
      ? this.#isNew(rule, String(own), row, line, flaws)
      : this.#isLatest(rule, id, row, flaws)
  }

  /** The id of a source record, or the problem with it. */
  of(rule: RuleReader, row: Row): string | Problem {
    return idOf(rule, sourceId(rule, row, this.#absent))
  }

  /** Note that the record is gone. `false` when a later version of it was given before, or it is known to be gone. */
  remove(rule: RuleReader, id: string, row: Row): boolean {
    const version = rule.version === undefined ? "" : (row.text(rule.version)?.trim() ?? "")
    return this.#versions.end(`${rule.kind} ${id}`, version)
  }

  /** What is wrong with the id of a source record. */
  flaw(rule: RuleReader, problem: Problem): Flaw {
    return flaw(rule, problem, undefined)
  }

  #isNew(rule: RuleReader, own: string, row: Row, line: number, flaws: Array<Flaw>): boolean {
    const { high, low } = this.#id.from(rule.idStart).addUnits(own).addUnits(rule.suffix).close()
    const known = this.#seen.see(low, high, contentHash(rule.content, row), line)
    if (known === "changed") flaws.push(flaw(rule, otherContent, withOtherContent(this.#seen.line)))
    return known === "new"
  }

  #isLatest(rule: RuleReader, id: string, row: Row, flaws: Array<Flaw>): boolean {
    const version = row.text(rule.version ?? -1)?.trim() ?? ""
    if (this.#absent(version)) {
      flaws.push(flaw(rule, noVersion, undefined))
      return false
    }
    const seen = this.#versions.see(`${rule.kind} ${id}`, version, this.#digest(rule, row).toString())
    if (seen === "changed") flaws.push(flaw(rule, otherContent, "the same id and version with other content"))
    return seen === "later"
  }

  #digest(rule: RuleReader, row: Row): Digest {
    const content = this.#content.reset()
    for (const position of rule.content) content.add(row.text(position) ?? "").close()
    return content
  }

  /** The same, to be seen: of what is hidden nothing goes in, or who has the rest finds it by trying. */
  #safeDigest(rule: RuleReader, row: Row): Digest {
    const content = this.#content.reset()
    for (const position of rule.content) {
      const text = row.text(position) ?? ""
      content.add(rule.safe.get(position)?.(text) ?? text).close()
    }
    return content
  }

  /** A hash of the content; the second record of the same content is another one. */
  #fromContent(rule: RuleReader, content: Digest): string {
    const hash = content.add(rule.kind).add(rule.suffix).close().toString()
    const isRepeat = this.#contents.see(content.low, content.high, 0, 0) !== "new"
    return `${rule.prefix}${hash}${isRepeat ? `~${this.#again(hash)}` : ""}${rule.suffix}`
  }

  #again(hash: string): number {
    const times = (this.#repeats.get(hash) ?? 1) + 1
    this.#repeats.set(hash, times)
    return times
  }
}

const idOf = ({ prefix, suffix }: RuleReader, own: string | Problem): string | Problem => {
  if (own instanceof Problem) return own
  return prefix.length + own.length + suffix.length > longestId ? tooLong : `${prefix}${own}${suffix}`
}

const withOtherContent = (line: number): string =>
  line === 0 ? "an id that was there before, with other content" : `the id of line ${line} with other content`

const otherContent = new Problem(
  "DuplicateId",
  "one record for each id, or equal repeats",
  "keep one of the two in the source"
)

const flaw = (rule: RuleReader, problem: Problem, text: string | undefined): Flaw => ({
  problem,
  label: rule.idLabel,
  text,
  show: "note",
  costsRecord: true
})

/** The source's own id: of several columns with `|` between, empty ones included unless all are. */
const sourceId = (rule: RuleReader, row: Row, absent: (text: string) => boolean): string | Problem => {
  const [first = -1] = rule.idColumns
  if (rule.idColumns.length > 1) return joinedId(rule, row, absent)
  const text = row.text(first)?.trim()
  if (text === undefined) return notOneText
  return absent(text) ? noId : safeId(rule, text)
}

const joinedId = (rule: RuleReader, row: Row, absent: (text: string) => boolean): string | Problem => {
  let id: string | undefined
  let isEmpty = true
  for (const position of rule.idColumns) {
    const text = row.text(position)?.trim()
    if (text === undefined) return notOneText
    const safe = absent(text) ? text : safeId(rule, text)
    if (safe instanceof Problem) return safe
    isEmpty &&= absent(text)
    id = id === undefined ? escaped(safe) : `${id}|${escaped(safe)}`
  }
  return isEmpty || id === undefined ? noId : id
}

const escaped = (text: string): string =>
  text.includes("|") || text.includes("\\") ? text.replace(/[\\|]/g, "\\$&") : text

const safeId = ({ protectId }: RuleReader, text: string): string | Problem =>
  isDamagedId(text) ? suspect : (protectId?.(text) ?? text)
