import { type Damage, type JsonObject, own } from "@throughline/import/format"
import { type Moment, momentOf } from "./Instants.ts"
import { Objects } from "./Objects.ts"

const objectsBehind: Damage = {
  reason: "MissingField",
  found: "an event before all objects: of which type its objects are is not known yet",
  expected: "objects before events",
  fix: "write the log with its objects first, as jq '{objectTypes, eventTypes, objects, events}' does with JSON"
}

interface Related {
  readonly id: string
  readonly qualifier: string
}

/** Makes a row of each event, with what is known of its objects by then. */
export class EventRows {
  readonly #objects = new Objects()

  /** Take an object in. */
  object(object: JsonObject): undefined {
    this.#objects.add(object)
    return undefined
  }

  /** The row of an event. */
  event(event: JsonObject): ReadonlyArray<JsonObject> | Damage {
    const related = relatedOf(event)
    if (related.length > 0 && this.#objects.size === 0) return objectsBehind
    const time = own(event, "time")
    const at = typeof time === "string" ? momentOf(time) : undefined
    return [
      {
        id: own(event, "id"),
        type: own(event, "type"),
        time,
        attributes: attributesOf(event),
        ...this.#columns(related, at)
      }
    ]
  }

  #columns(related: ReadonlyArray<Related>, at: Moment | undefined): JsonObject {
    const byType = new Map<string, Array<string>>()
    const byQualifier = new Map<string, Array<string>>()
    for (const { id, qualifier } of related) {
      const type = this.#objects.typeOf(id)
      if (type !== undefined) note(byType, type, id)
      if (qualifier !== "") note(byQualifier, qualifier, id)
    }
    const only = [...byType].flatMap(([type, ids]) => (ids.length === 1 ? [[type, ids[0] ?? ""] as const] : []))
    return {
      objects: oneOrAll(byType),
      qualifiers: oneOrAll(byQualifier),
      of: Object.fromEntries(only.map(([type, id]) => [type, this.#objects.attributesAt(id, at)]))
    }
  }
}

const note = (lists: Map<string, Array<string>>, key: string, id: string): void => {
  const list = lists.get(key) ?? []
  if (!list.includes(id)) list.push(id)
  lists.set(key, list)
}

/** One id as it is; several stay a list, which no field reads. */
const oneOrAll = (lists: ReadonlyMap<string, ReadonlyArray<string>>): JsonObject =>
  Object.fromEntries([...lists].map(([key, ids]) => [key, ids.length === 1 ? ids[0] : ids]))

const relatedOf = (event: JsonObject): ReadonlyArray<Related> => {
  const related = own(event, "relationships")
  return (Array.isArray(related) ? related : []).flatMap((relation) => {
    const [id, qualifier] = [own(relation, "objectId"), own(relation, "qualifier")]
    return typeof id === "string" ? [{ id, qualifier: typeof qualifier === "string" ? qualifier : "" }] : []
  })
}

const attributesOf = (event: JsonObject): JsonObject => {
  const attributes = own(event, "attributes")
  const entries = (Array.isArray(attributes) ? attributes : []).flatMap((attribute) => {
    const name = own(attribute, "name")
    return typeof name === "string" ? [[name, own(attribute, "value")] as const] : []
  })
  return Object.fromEntries(entries)
}
