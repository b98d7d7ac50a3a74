import { Problem } from "../values/Problem.ts"
import type { Cells } from "./Cells.ts"
import { Digest } from "./Digest.ts"
import type { Draft, Flaw } from "./Draft.ts"
import type { RuleReader } from "./RuleReader.ts"
import { SeenIds } from "./SeenIds.ts"

const longestId = 256

const noId = new Problem("MissingField", "an id", "fill it in the source, or leave out id")
const notOneText = new Problem("BadType", "one text or number as id", "name a column that holds a single value")
const tooLong = new Problem("OutOfRange", `an id of at most ${longestId} characters`, "name a column that holds an id")

/** Gives records their ids and tells which were given before. */
export class RecordIds {
  readonly #absent: (text: string) => boolean
  readonly #seen = new SeenIds()
  readonly #repeats = new SeenIds()
  readonly #content = new Digest()
  readonly #id = new Digest()

  constructor(absent: (text: string) => boolean) {
    this.#absent = absent
  }

  /** Put the id on a record. `false` when there is none, or when it was given before; a flaw says which. */
  give({ record, rule }: Draft, cells: Cells, line: number, flaws: Array<Flaw>): boolean {
    const content = this.#digest(rule, cells)
    if (rule.idColumns.length === 0) {
      record.id = this.#fromContent(rule, content)
      return true
    }
    const own = sourceId(rule, cells, this.#absent)
    const id = own instanceof Problem ? own : `${rule.prefix}${own}${rule.suffix}`
    if (id instanceof Problem || id.length > longestId) {
      flaws.push(flaw(rule, id instanceof Problem ? id : tooLong, undefined))
      return false
    }
    record.id = id
    const hashed = this.#id.reset().add(rule.kind).close().add(id).close()
    const before = this.#seen.see(hashed.low, hashed.high, content, line)
    if (before < 0) flaws.push(flaw(rule, otherContent, `the id of line ${-before} with other content`))
    return before === 0
  }

  #digest(rule: RuleReader, cells: Cells): Digest {
    const content = this.#content.reset()
    for (const position of rule.content) content.add(cells[position] ?? "").close()
    return content
  }

  /** A hash of the content; the second record of the same content is another one. */
  #fromContent(rule: RuleReader, content: Digest): string {
    const hash = content.add(rule.kind).add(rule.suffix).close().toString()
    const before = this.#repeats.count(content)
    return `${rule.prefix}${hash}${before === 0 ? "" : `~${before + 1}`}${rule.suffix}`
  }
}

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
const sourceId = (rule: RuleReader, cells: Cells, absent: (text: string) => boolean): string | Problem => {
  const [first = -1] = rule.idColumns
  if (rule.idColumns.length === 1) {
    const text = cells[first]?.trim()
    return text === undefined ? notOneText : absent(text) ? noId : text
  }
  const texts = rule.idColumns.map((position) => cells[position]?.trim())
  if (texts.includes(undefined)) return notOneText
  if (texts.every((text) => absent(text ?? ""))) return noId
  return texts.map((text) => (text ?? "").replace(/[\\|]/g, "\\$&")).join("|")
}
