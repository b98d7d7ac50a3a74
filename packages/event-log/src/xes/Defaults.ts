import type { Classifier } from "./Classifier.ts"
import type { XesColumns } from "./XesColumns.ts"

/** The word of OpenXES for a value that there is not. */
const invalid = "__INVALID__"
/** A log has not more of them. */
const most = 10_000

/** What the log itself says of each column: its own attributes, and the values that events and traces have by default. */
export class Defaults {
  /** By slot. */
  readonly values: Array<string> = []
  readonly #columns: XesColumns
  readonly #ofEvents = new Map<string, string>()

  constructor(columns: XesColumns) {
    this.#columns = columns
    this.#makeRoom()
  }

  /** Events have this value unless they say another. Who it was and when it was is never a default. */
  ofEvents(key: string, value: string, isDate: boolean): void {
    if (isDate || key === "identity:id" || value === invalid || this.#ofEvents.size >= most) return
    this.#ofEvents.set(key, value)
    this.#fill(key, value)
  }

  /** The same of traces, of which the name tells who it was. */
  ofTraces(key: string, value: string, isDate: boolean): void {
    if (isDate || key === "identity:id" || key === "concept:name" || value === invalid) return
    const slot = this.#columns.trace.ofText(key)
    if (slot >= 0) this.values[slot] = value
  }

  /** The log says what a classifier is: its keys are wanted from now on. */
  declare(classifier: Classifier): void {
    this.#columns.declare(classifier)
    this.#makeRoom()
    for (const [key, value] of this.#ofEvents) this.#fill(key, value)
  }

  /** The keys that all events have. */
  get keys(): ReadonlyArray<string> {
    return [...this.#ofEvents.keys()]
  }

  #fill(key: string, value: string): void {
    const slot = this.#columns.event.ofText(key)
    if (slot >= 0) this.values[slot] = value
  }

  #makeRoom(): void {
    while (this.values.length < this.#columns.size) this.values.push("")
  }
}
