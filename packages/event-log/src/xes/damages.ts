import { type Damage, longestRecord, type Unsaid } from "@throughline/import/format"

const syntax = (found: string, expected: string): Damage => ({
  reason: "Syntax",
  found,
  expected,
  fix: "repair it in the source"
})

/** What costs an event, and no other. */
export const noName: Damage = syntax("an attribute without name", "a name")
export const noObject: Damage = syntax("a relationship without object-id", "an object-id")
export const noKey: Damage = syntax("an attribute without key", "a key")
export const noValue: Damage = syntax("an attribute without value", "a value")
export const wrongType = (type: string): Damage => ({
  reason: "BadType",
  found: `an attribute of type ${type} that is none`,
  expected: `the value of an attribute of type ${type}`,
  fix: "repair it in the source"
})
export const twoValues: Damage = syntax("two attributes with the same key and other values", "each key once")
export const strange: Damage = syntax("an element that no event has", "attributes")
export const longer: Damage = {
  reason: "TooLong",
  found: `more than ${longestRecord} bytes`,
  expected: "a shorter event",
  fix: "take out what is not needed in the source"
}
export const cutShort: Damage = {
  reason: "Truncated",
  found: "the end of the input",
  expected: "the rest of the event",
  fix: "get the whole file: it ends inside an event"
}

const named = (found: string): ReadonlyMap<string, Unsaid> =>
  new Map([
    [
      "case:concept:name",
      {
        found,
        expected: "the name of a case",
        fix: 'name a column of the events as customer, or leave such events out: skipWhen {"column": "case:concept:name", "equals": [""]}'
      }
    ]
  ])

const outside = named("an event outside of any trace")
const unnamed = named("a trace without concept:name")

/** Why an event has no case. */
export const whyOutside = (): ReadonlyMap<string, Unsaid> => outside
export const whyUnnamed = (): ReadonlyMap<string, Unsaid> => unnamed
