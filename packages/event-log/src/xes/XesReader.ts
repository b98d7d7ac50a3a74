import { type Damage, type FoundRecords, longestRecord } from "@throughline/import/format"
import { placeText } from "../placeText.ts"
import type { XmlDocument } from "../xml/XmlScanner.ts"
import type { XmlTag } from "../xml/XmlTag.ts"
import type { XmlHandler } from "../xml/XmlTokenizer.ts"
import { classifierKeys } from "./Classifier.ts"
import { Defaults } from "./Defaults.ts"
import { cutShort, longer, noKey, noValue, strange, twoValues, whyOutside, whyUnnamed, wrongType } from "./damages.ts"
import { element, elements, valuePatterns } from "./elements.ts"
import type { KeySlots } from "./KeySlots.ts"
import type { XesColumns } from "./XesColumns.ts"

/** What an input in XES holds, for messages. */
export const expects = "an event log in XES"

/** Gives each event of a log as a row of the columns that are wanted, with what its trace and the log say. */
export class XesReader implements XmlHandler {
  readonly #document: XmlDocument
  readonly #columns: XesColumns
  readonly #found: FoundRecords
  readonly #defaults: Defaults
  /** What elements are, by the numbers of their names, and the numbers of other names. */
  readonly #elements: Array<number> = []
  readonly #patterns: Array<RegExp | undefined> = []
  readonly #key: number
  readonly #value: number
  readonly #date: number
  /** What the open elements are; of attributes the path that leads there, of lists how many values came so far. */
  readonly #open: Array<number> = [element.nothing]
  readonly #paths: Array<string> = [""]
  readonly #listed: Array<number> = [0]
  #depth = 0
  /** What attributes belong to just now. */
  #owner: number = element.log
  /** What events of this trace begin with: what the log and the trace say. */
  #start: ReadonlyArray<string> = []
  readonly #traceStart: Array<string> = []
  readonly #cells: Array<string> = []
  readonly #rows = [this.#cells]
  /** The event that filled a slot last. */
  readonly #filled: Array<number> = []
  #events = 0
  #traces = -1
  #eventsInTrace = 0
  #eventsOutside = 0
  #from = 0
  #line = 1
  #damage: Damage | undefined

  constructor(document: XmlDocument, columns: XesColumns, found: FoundRecords) {
    this.#document = document
    this.#columns = columns
    this.#found = found
    this.#defaults = new Defaults(columns)
    for (const [name, what] of elements) this.#elements[document.names.add(name)] = what
    for (const [type, pattern] of valuePatterns) this.#patterns[document.names.add(type)] = pattern
    this.#key = document.names.add("key")
    this.#value = document.names.add("value")
    this.#date = document.names.add("date")
  }

  open(tag: XmlTag): void {
    const what = this.#elements[tag.name] ?? element.other
    const outer = this.#open[this.#depth] as number
    if (outer === element.nothing) this.#root(tag, what)
    else if (what === element.attribute || what === element.list) this.#attribute(tag, what, outer)
    else if (what === element.event) this.#event(tag, outer)
    else this.#structure(tag, what, outer)
  }

  close(to: number): void {
    const inner = this.#open[this.#depth] as number
    this.#depth -= 1
    if (inner === element.event) this.#give(to)
    else if (inner === element.trace || inner === element.global || inner === element.traceDefaults)
      this.#owner = element.log
  }

  cut(to: number): void {
    if (this.#owner !== element.event) return
    this.#damage = cutShort
    this.#give(to)
  }

  #root(tag: XmlTag, what: number): void {
    if (what !== element.log) this.#document.refuse("another root element than <log>", expects)
    this.#enter(tag, element.log)
  }

  /** Go into an element that is not empty. */
  #enter(tag: XmlTag, what: number, path = ""): void {
    if (tag.isEmpty) return
    this.#depth += 1
    this.#open[this.#depth] = what
    this.#paths[this.#depth] = path
    this.#listed[this.#depth] = 0
  }

  #attribute(tag: XmlTag, what: number, outer: number): void {
    if (this.#owner === element.event && tag.from - this.#from > longestRecord) this.#giveUp()
    const key = tag.size > 0 && tag.nameAt(0) === this.#key ? 0 : tag.find(this.#key)
    if (key < 0) this.#damaged(noKey)
    if (key < 0 || outer === element.other) this.#enter(tag, element.other)
    else if (outer >= element.attribute && outer <= element.values) this.#nested(tag, what, outer, key)
    else this.#direct(tag, what, key)
  }

  #direct(tag: XmlTag, what: number, key: number): void {
    if (this.#owner === element.global || this.#owner === element.traceDefaults) this.#default(tag, key)
    else this.#put(this.#slots().of(tag, key), tag, what)
    if (!tag.isEmpty) this.#enter(tag, what, tag.value(key))
  }

  /** An attribute of an attribute goes by the keys of both with `.` between, a value of a list by its place from 0. */
  #nested(tag: XmlTag, what: number, outer: number, key: number): void {
    const own = outer === element.values ? this.#place() : tag.value(key)
    const path = `${this.#paths[this.#depth]}.${own}`
    if (this.#owner !== element.global && this.#owner !== element.traceDefaults)
      this.#put(this.#slots().ofText(path), tag, what)
    this.#enter(tag, what, path)
  }

  /** The place of a value in its list. */
  #place(): string {
    const place = this.#listed[this.#depth] ?? 0
    this.#listed[this.#depth] = place + 1
    return String(place)
  }

  /** The keys that are wanted of what attributes belong to. */
  #slots(): KeySlots {
    if (this.#owner === element.event) return this.#columns.event
    return this.#owner === element.trace ? this.#columns.trace : this.#columns.log
  }

  #put(slot: number, tag: XmlTag, what: number): void {
    if (slot < 0) return
    const at = tag.size > 1 && tag.nameAt(1) === this.#value ? 1 : tag.find(this.#value)
    if (at >= 0) this.#set(slot, this.#checked(tag, tag.value(at)))
    else if (what === element.attribute) this.#damaged(noValue)
  }

  /** The value, which has to be one of its type. */
  #checked(tag: XmlTag, value: string): string {
    const pattern = this.#patterns[tag.name]
    if (pattern?.test(value) === false) this.#damaged(wrongType(this.#document.names.texts[tag.name] ?? ""))
    return value
  }

  #set(slot: number, value: string): void {
    if (this.#owner === element.event) {
      if (this.#filled[slot] === this.#events && this.#cells[slot] !== value) this.#damaged(twoValues)
      this.#filled[slot] = this.#events
      this.#cells[slot] = value
    } else if (this.#owner === element.trace) {
      if (this.#eventsInTrace > 0) this.#late("a trace")
      this.#traceStart[slot] = value
    } else {
      if (this.#events > 0 || this.#traces >= 0) this.#late("the log")
      this.#defaults.values[slot] = value
    }
  }

  #late(owner: string): void {
    const fix = "write the log again in the order of the standard, or take the column out of the mapping"
    this.#document.refuse(
      `an attribute of ${owner} behind what it is about`,
      "attributes before traces and events",
      fix
    )
  }

  #default(tag: XmlTag, key: number): void {
    const value = tag.find(this.#value)
    if (value < 0) return
    const isDate = tag.name === this.#date
    if (this.#owner === element.global) this.#defaults.ofEvents(tag.value(key), tag.value(value), isDate)
    else this.#defaults.ofTraces(tag.value(key), tag.value(value), isDate)
  }

  #damaged(damage: Damage): void {
    if (this.#owner === element.event) this.#damage ??= damage
  }

  #giveUp(): void {
    this.#damaged(longer)
    this.#document.release()
  }

  #structure(tag: XmlTag, what: number, outer: number): void {
    const isInLog = outer === element.log
    if (what === element.trace && isInLog) this.#trace(tag)
    else if (what === element.values && outer === element.list) this.#enter(tag, what, this.#paths[this.#depth])
    else if (what === element.global && isInLog) this.#global(tag)
    else {
      if (what === element.classifier && isInLog) this.#classifier(tag)
      else this.#damaged(strange)
      this.#enter(tag, element.other)
    }
  }

  #global(tag: XmlTag): void {
    const scope = this.#text(tag, "scope")
    const what = scope === "trace" ? element.traceDefaults : element.global
    this.#enter(tag, scope === undefined || scope === "event" || scope === "trace" ? what : element.other)
    if (!tag.isEmpty) this.#owner = what
  }

  #classifier(tag: XmlTag): void {
    const [name, keys, scope] = [this.#text(tag, "name"), this.#text(tag, "keys"), this.#text(tag, "scope")]
    if (name === undefined || keys === undefined || (scope ?? "event") !== "event") return
    this.#defaults.declare({ name, keys: classifierKeys(keys, this.#defaults.keys) })
  }

  #text(tag: XmlTag, name: string): string | undefined {
    const at = tag.find(this.#document.names.add(name))
    return at < 0 ? undefined : tag.value(at)
  }

  #trace(tag: XmlTag): void {
    this.#traces += 1
    this.#eventsInTrace = 0
    const { values } = this.#defaults
    for (let slot = 0; slot < values.length; slot++) this.#traceStart[slot] = values[slot] as string
    this.#start = this.#traceStart
    this.#enter(tag, element.trace)
    if (!tag.isEmpty) this.#owner = element.trace
  }

  #event(tag: XmlTag, outer: number): void {
    if (outer !== element.trace && outer !== element.log)
      this.#document.refuse("an event in the wrong place", "events in traces, or in the log")
    if (this.#events === 0) this.#checkClassifiers()
    this.#events += 1
    this.#from = tag.from
    this.#line = tag.line
    this.#damage = undefined
    if (outer === element.log) this.#start = this.#outside()
    const start = this.#start
    for (let slot = 0; slot < start.length; slot++) this.#cells[slot] = start[slot] as string
    this.#owner = element.event
    this.#document.keep()
    if (tag.isEmpty) this.#give(tag.to)
    else this.#enter(tag, element.event)
  }

  /** Of events outside of traces no trace says anything, and none has values by default. */
  #outside(): ReadonlyArray<string> {
    const ofTraces = new Set(this.#columns.trace.slots)
    return this.#defaults.values.map((value, slot) => (ofTraces.has(slot) ? "" : value))
  }

  #checkClassifiers(): void {
    if (this.#columns.classified.some(({ keys }) => keys === undefined))
      this.#document.refuse("no classifier of the name in the mapping", "one that the log declares before its traces")
  }

  /** The event is over: give its row, or what is wrong with it. */
  #give(to: number): void {
    const isInTrace = this.#open[this.#depth] === element.trace
    this.#owner = isInTrace ? element.trace : element.log
    const index = isInTrace ? this.#eventsInTrace++ : this.#eventsOutside++
    const place = { from: this.#from, to, line: this.#line, terminated: this.#damage !== cutShort }
    if (this.#damage === undefined) {
      this.#fillMade(index, isInTrace)
      this.#found.record(this.#rows, place, isInTrace ? whyUnnamed : whyOutside)
    } else this.#found.damaged(this.#damage, place)
    this.#document.release()
  }

  /** The columns that are made: where the event is, and what classifiers say of it. */
  #fillMade(index: number, isInTrace: boolean): void {
    const { classified, eventIndex, traceIndex } = this.#columns
    if (eventIndex >= 0) this.#cells[eventIndex] = placeText(index)
    if (traceIndex >= 0) this.#cells[traceIndex] = isInTrace ? placeText(this.#traces) : ""
    for (const { keys = [], slot } of classified) {
      const values = keys.map((key) => this.#cells[key] as string)
      this.#cells[slot] = values.every((value) => value === "") ? "" : values.join("+")
    }
  }
}
