import { type Damage, type JsonObject, longestRecord, type Place } from "@throughline/import/format"
import { cutShort, longer, noName, noObject } from "../xes/damages.ts"
import type { XmlDocument } from "../xml/XmlScanner.ts"
import type { XmlTag } from "../xml/XmlTag.ts"
import type { XmlHandler } from "../xml/XmlTokenizer.ts"

/** What an input holds, for messages. */
export const expects = "an event log in OCEL 2.0 as XML"

/** Takes what a log holds, in the form that it has as JSON. */
export interface OcelParts {
  /** The name of a type of objects that the log declares. */
  readonly objectType: (name: string) => void
  readonly object: (object: JsonObject) => void
  readonly event: (event: JsonObject, place: Place) => void
  readonly damaged: (damage: Damage, place: Place) => void
}

/** An object or an event that is open. */
interface Open {
  readonly isEvent: boolean
  readonly from: number
  readonly line: number
  readonly own: JsonObject
  readonly attributes: Array<JsonObject>
  readonly relationships: Array<JsonObject>
  damage: Damage | undefined
}

/** Takes a log in OCEL 2.0 as XML apart. */
export class XmlReader implements XmlHandler {
  readonly #document: XmlDocument
  readonly #parts: OcelParts
  /** The names of the open elements. */
  readonly #path: Array<string> = []
  #open: Open | undefined
  /** The attribute that is open, and its value so far. */
  #attribute: JsonObject | undefined
  #value = ""

  constructor(document: XmlDocument, parts: OcelParts) {
    this.#document = document
    this.#parts = parts
  }

  open(tag: XmlTag): void {
    const name = this.#document.names.texts[tag.name] ?? ""
    if (this.#path.length === 0 && name !== "log") this.#document.refuse("another root element than <log>", expects)
    if (this.#open === undefined) this.#outside(name, tag)
    else this.#inside(this.#open, name, tag)
    this.#path.push(name)
    if (tag.isEmpty) this.close(tag.to)
  }

  text(text: string): void {
    if (this.#attribute === undefined || this.#open === undefined) return
    if (this.#value.length + text.length > longestRecord) this.#giveUp(this.#open)
    else this.#value += text
  }

  close(to: number): void {
    this.#path.pop()
    const depth = this.#path.length
    if (depth === 4 && this.#attribute !== undefined) {
      this.#open?.attributes.push({ ...this.#attribute, value: this.#value })
      this.#attribute = undefined
    }
    if (depth === 2 && this.#open !== undefined) this.#give(this.#open, to, true)
  }

  cut(to: number): void {
    if (this.#open?.isEvent !== true) return
    this.#open.damage = cutShort
    this.#give(this.#open, to, false)
  }

  #outside(name: string, tag: XmlTag): void {
    const [, section] = this.#path
    const isThird = this.#path.length === 2
    if (isThird && section === "object-types") this.#parts.objectType(this.#text(tag, "name") ?? "")
    const isEvent = isThird && section === "events" && name === "event"
    if (name === "event" && !isEvent) this.#document.refuse("an event in the wrong place", "events in <events>")
    if (!isEvent && !(isThird && section === "objects" && name === "object")) return
    const own = this.#texts(tag, isEvent ? ["id", "type", "time"] : ["id", "type"])
    this.#open = { isEvent, from: tag.from, line: tag.line, own, attributes: [], relationships: [], damage: undefined }
    this.#document.keep()
  }

  /** Something of an object or an event: all else than attributes and relationships is passed over. */
  #inside(open: Open, name: string, tag: XmlTag): void {
    if (name === "event") this.#document.refuse("an event in the wrong place", "events in <events>")
    if (tag.from - open.from > longestRecord) this.#giveUp(open)
    if (this.#path.length !== 4 || open.damage !== undefined) return
    const [, , , list] = this.#path
    if (list === "attributes" && name === "attribute") this.#startAttribute(open, tag)
    else if (list === "objects") this.#relationship(open, tag)
  }

  #startAttribute(open: Open, tag: XmlTag): void {
    const own = this.#texts(tag, ["name", "time"])
    if (own.name === undefined) open.damage = noName
    else {
      this.#attribute = own
      this.#value = ""
    }
  }

  #relationship(open: Open, tag: XmlTag): void {
    const objectId = this.#text(tag, "object-id")
    if (objectId === undefined) open.damage = noObject
    else open.relationships.push({ objectId, ...this.#texts(tag, ["qualifier"]) })
  }

  #giveUp(open: Open): void {
    open.damage = longer
    this.#attribute = undefined
    this.#document.release()
  }

  #give({ attributes, damage, from, isEvent, line, own, relationships }: Open, to: number, terminated: boolean): void {
    this.#open = undefined
    const place = { from, to, line, terminated }
    const whole = { ...own, attributes, relationships }
    if (damage !== undefined) this.#parts.damaged(damage, place)
    else if (isEvent) this.#parts.event(whole, place)
    else this.#parts.object(whole)
    this.#document.release()
  }

  #texts(tag: XmlTag, names: ReadonlyArray<string>): JsonObject {
    return Object.fromEntries(
      names.flatMap((name) => {
        const text = this.#text(tag, name)
        return text === undefined ? [] : [[name, text]]
      })
    )
  }

  #text(tag: XmlTag, name: string): string | undefined {
    const at = tag.find(this.#document.names.add(name))
    return at < 0 ? undefined : tag.value(at)
  }
}
