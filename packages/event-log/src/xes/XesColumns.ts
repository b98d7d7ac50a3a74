import type { Classifier } from "./Classifier.ts"
import { KeySlots } from "./KeySlots.ts"

/** A column that is made of a classifier, with the slots of its keys once the log has said them. */
interface Classified {
  readonly name: string
  readonly slot: number
  keys?: ReadonlyArray<number>
}

const scopes = ["case", "log"] as const

/** Where the value of each column that a mapping names is found, and a slot for each. */
export class XesColumns {
  readonly event = new KeySlots()
  readonly trace = new KeySlots()
  readonly log = new KeySlots()
  readonly classified: ReadonlyArray<Classified>
  /** Slots of `#event` and `#trace`; -1 when they are not named. */
  readonly eventIndex: number
  readonly traceIndex: number
  /** How many slots there are: behind those of the columns stand those of keys that a classifier needs. */
  size: number

  constructor(columns: ReadonlyArray<string>) {
    this.size = columns.length
    this.eventIndex = columns.indexOf("#event")
    this.traceIndex = columns.indexOf("#trace")
    const classified: Array<Classified> = []
    columns.forEach((column, slot) => {
      const [, scope, rest = ""] = /^(case|log|classifier):(.*)$/s.exec(column) ?? []
      if (scope === "classifier") classified.push({ name: rest, slot })
      else if (slot !== this.eventIndex && slot !== this.traceIndex)
        this.#keysOf(scope).add(scope === undefined ? column : rest, slot)
    })
    this.classified = classified
  }

  /** The log says what a classifier is. */
  declare({ keys, name }: Classifier): void {
    for (const column of this.classified) {
      if (column.name === name) column.keys = keys.map((key) => this.event.add(key, this.#free()))
    }
  }

  #free(): number {
    return this.size++
  }

  #keysOf(scope: string | undefined): KeySlots {
    return scope === scopes[0] ? this.trace : scope === scopes[1] ? this.log : this.event
  }
}
