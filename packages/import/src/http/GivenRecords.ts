import type { Imported, Tombstone } from "../contract/Message.ts"
import { Digest } from "../rows/Digest.ts"
import { SeenIds } from "../rows/SeenIds.ts"
import { SeenVersions } from "../rows/SeenVersions.ts"

/** Tells what a page repeats from the pages before it, in some 15 bytes a record, and 150 where it has versions. */
export class GivenRecords {
  readonly #seen = new SeenIds()
  readonly #versions = new SeenVersions()
  readonly #id = new Digest()
  readonly #content = new Digest()
  /** The source record that is being read, and whether it gave anything new. */
  #ordinal = -1
  #gaveNew = false
  #repeated = 0

  /** Whether this was not given yet, or is a later state of what was. */
  isNew(message: Imported | Tombstone): boolean {
    if (message.ordinal !== this.#ordinal) this.#turnTo(message.ordinal)
    const isNew = this.#isLater(message)
    this.#gaveNew ||= isNew
    return isNew
  }

  /** How many source records of the page that ends here gave nothing new. */
  repeated(): number {
    this.#turnTo(-1)
    const repeated = this.#repeated
    this.#repeated = 0
    return repeated
  }

  #isLater(message: Imported | Tombstone): boolean {
    const { id, kind } = message
    if (message._tag === "Imported" && message.sourceVersion !== undefined) {
      const seen = this.#versions.see(`${kind} ${id}`, message.sourceVersion, contentOf(message))
      return seen === "later" || seen === "changed"
    }
    const { high, low } = this.#id.reset().add(kind).close().add(id).close()
    return this.#seen.renew(low, high, this.#content.reset().add(contentOf(message)).close().word)
  }

  #turnTo(ordinal: number): void {
    if (this.#ordinal >= 0 && !this.#gaveNew) this.#repeated += 1
    this.#ordinal = ordinal
    this.#gaveNew = false
  }
}

/** What a record says, but for where it stands. */
const contentOf = (message: Imported | Tombstone): string => {
  if (message._tag === "Tombstone") return "gone"
  const { evidence: _, ...content } = message.record
  return JSON.stringify(content)
}
