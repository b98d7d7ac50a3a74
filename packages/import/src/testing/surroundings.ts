import process from "node:process"
import { assert, it } from "@effect/vitest"
import type { Trial } from "./Trial.ts"

/** The machine that reads has no say in what is read. */
export const surroundings = <Mapping>({ bytes, read }: Trial<Mapping>): void => {
  it("gives the same messages again, in any time zone", async () => {
    const whole = await read(bytes)
    const zone = process.env.TZ
    try {
      for (const tz of ["UTC", "Pacific/Apia", "America/St_Johns"]) {
        process.env.TZ = tz
        assert.deepStrictEqual(await read(bytes), whole)
      }
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })

  it("gives the same messages on a machine of any language", async () => {
    const whole = await read(bytes)
    const restore = speak("tr-u-ca-buddhist-nu-arab")
    try {
      const there = await read(bytes)
      restore()
      assert.deepStrictEqual(there, whole)
    } finally {
      restore()
    }
  })
}

/** What goes by the language of the machine when none is given, and the place of the argument that gives one. */
const methods: ReadonlyArray<readonly [object, ReadonlyArray<string>, number]> = [
  [String.prototype, ["localeCompare"], 1],
  [String.prototype, ["toLocaleLowerCase", "toLocaleUpperCase"], 0],
  [Number.prototype, ["toLocaleString"], 0],
  [Date.prototype, ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"], 0]
]
const formats = ["Collator", "DateTimeFormat", "ListFormat", "NumberFormat", "PluralRules", "Segmenter"]

/** Make a language that of the machine, as `LANG` does for a process from its start; gives back the way out. */
const speak = (language: string): (() => void) => {
  const undo = [
    ...formats.map((name) => replaced(Intl, name, (format) => speaking(format, language, 0))),
    ...methods.flatMap(([owner, names, place]) =>
      names.map((name) => replaced(owner, name, (method) => speaking(method, language, place)))
    )
  ]
  return () => {
    for (const restore of undo) restore()
  }
}

type Callable = (...given: ReadonlyArray<unknown>) => unknown

const replaced = (owner: object, name: string, change: (method: Callable) => Callable): (() => void) => {
  const property = Object.getOwnPropertyDescriptor(owner, name)
  if (property === undefined) return () => undefined
  Object.defineProperty(owner, name, { ...property, value: change(property.value as Callable) })
  return () => {
    Object.defineProperty(owner, name, property)
  }
}

const speaking = (method: Callable, language: string, place: number): Callable => {
  const told = (given: ReadonlyArray<unknown>) =>
    given[place] === undefined ? [...given.slice(0, place), language, ...given.slice(place + 1)] : [...given]
  return new Proxy(method, {
    apply: (target, self, given) => Reflect.apply(target, self, told(given)),
    construct: (target, given) => Reflect.construct(target, told(given)) as object
  })
}
