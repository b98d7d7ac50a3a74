import { type JsonObject, own } from "@throughline/import/format"
import { holds, type Moment, momentOf } from "./Instants.ts"

/** A value of an attribute, and the time from which it holds. */
interface Change {
  readonly from: Moment | undefined
  readonly value: unknown
}

interface Known {
  readonly type: string
  readonly attributes: ReadonlyMap<string, ReadonlyArray<Change>>
}

const listOf = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])
const textOf = (value: unknown): string => (typeof value === "string" ? value : "")

/** The objects of a log that came so far: their types, and what their attributes were when. */
export class Objects {
  readonly #byId = new Map<string, Known>()
  /** Each type is kept once. */
  readonly #types = new Map<string, string>()

  /** How many objects came. */
  get size(): number {
    return this.#byId.size
  }

  /** Keep an object. What has no id or no type is none. */
  add(object: JsonObject): void {
    const [id, type] = [textOf(own(object, "id")), textOf(own(object, "type"))]
    if (id === "" || type === "") return
    const attributes = new Map<string, Array<Change>>()
    for (const attribute of listOf(own(object, "attributes"))) {
      const name = textOf(own(attribute, "name"))
      const changes = attributes.get(name) ?? []
      changes.push({ from: momentOf(textOf(own(attribute, "time"))), value: own(attribute, "value") })
      attributes.set(name, changes)
    }
    this.#types.set(type, this.#types.get(type) ?? type)
    this.#byId.set(id, { type: this.#types.get(type) ?? type, attributes })
  }

  /** The type of an object; `undefined` when there was none of this id. */
  typeOf(id: string): string | undefined {
    return this.#byId.get(id)?.type
  }

  /** The attributes of an object as they were at a time. One of which that cannot be told is left out. */
  attributesAt(id: string, at: Moment | undefined): JsonObject {
    const found: Array<readonly [string, unknown]> = []
    for (const [name, changes] of this.#byId.get(id)?.attributes ?? []) {
      const value = valueAt(changes, at)
      if (value !== undefined) found.push([name, value])
    }
    return Object.fromEntries(found)
  }
}

const valueAt = (changes: ReadonlyArray<Change>, at: Moment | undefined): unknown => {
  let last: Change | undefined
  for (const change of changes) {
    const isHeld = change.from === undefined || at === undefined ? undefined : holds(change.from, at)
    if (isHeld === undefined) return undefined
    if (isHeld && (last?.from?.at ?? Number.NEGATIVE_INFINITY) <= (change.from?.at ?? 0)) last = change
  }
  return last?.value
}
