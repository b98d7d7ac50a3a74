/** What a version is to the one that was seen last: a later one (or the first), an earlier one, the same, or the same but changed. */
export type Seen = "later" | "earlier" | "same" | "changed"

const number = /^\d+(\.\d+)?$/

/** Numbers go by their value, other texts by their characters: ISO times in one zone are in order so. */
const isLater = (version: string, known: string): boolean =>
  number.test(version) && number.test(known) ? Number(version) > Number(known) : version > known

/** The last version of each id, with a hash of its content. Holds ids as they are: some 150 bytes each. */
export class SeenVersions {
  readonly #last = new Map<string, { readonly version: string; readonly content: string | undefined }>()

  /**
   * Compare with the last version of this id, and keep the later one.
   *
   * ```ts import.meta.vitest
   * import { SeenVersions } from "./SeenVersions.ts"
   *
   * const seen = new SeenVersions()
   * const versions = ["9", "10", "9", "10"]
   * versions.map((version) => seen.see("ticket 1", version, "open")) // => ["later", "later", "earlier", "same"]
   * seen.see("ticket 1", "10", "solved") // => "changed"
   * ```
   */
  see(id: string, version: string, content: string): Seen {
    const known = this.#last.get(id)
    if (known === undefined || isLater(version, known.version)) {
      this.#last.set(id, { version, content })
      return "later"
    }
    if (known.content === undefined || isLater(known.version, version)) return "earlier"
    return known.content === content ? "same" : "changed"
  }

  /**
   * Note that a record is gone: after all that was said of this version. `false` when there was a later one, or that was
   * known.
   *
   * ```ts import.meta.vitest
   * import { SeenVersions } from "./SeenVersions.ts"
   *
   * const seen = new SeenVersions()
   * seen.see("ticket 1", "9", "open")
   * const ends = [seen.end("ticket 1", "8"), seen.end("ticket 1", "9"), seen.end("ticket 1", "9")]
   * ends // => [false, true, false]
   * const after = [seen.see("ticket 1", "9", "open"), seen.see("ticket 1", "10", "open")]
   * after // => ["earlier", "later"]
   * ```
   */
  end(id: string, version: string): boolean {
    const known = this.#last.get(id)
    const isKnown = known?.content === undefined && known?.version === version
    if (known !== undefined && (isKnown || isLater(known.version, version))) return false
    this.#last.set(id, { version, content: undefined })
    return true
  }
}
