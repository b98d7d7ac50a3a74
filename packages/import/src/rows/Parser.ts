import { Currency, Scale } from "@throughline/core"
import * as Schema from "effect/Schema"
import { compileMoney } from "../values/Money.ts"
import { compileNumber, compileScore, compileWhole } from "../values/Numbers.ts"
import { type Parse, Problem } from "../values/Problem.ts"
import { compileTime } from "../values/Time.ts"
import type { ParserContext } from "./Compiling.ts"
import { questionSuffix, recordPrefix } from "./RecordPrefix.ts"

/** The reader of a field's texts. */
export const parser = (context: ParserContext): Parse<unknown> => {
  const { type } = context
  return typeof type === "string" ? parsers[type](context) : oneOf(type, context.key)
}

const longestId = 256
const tooLong = new Problem("OutOfRange", `at most ${longestId} characters`, "name a column that holds an id")

const id = (text: string): string | Problem => (text.length <= longestId ? text : tooLong)
const asIs = (text: string): string => text

const oneOf = (values: ReadonlyArray<string>, key: string): Parse<string> => {
  const known = new Set(values)
  const unknown = new Problem("UnknownEnum", `one of ${values.join(", ")}`, `say what it stands for in ${key}.values`)
  return (text) => (known.has(text) ? text : unknown)
}

const touchpoint = ({ key, mapping }: ParserContext): Parse<string> =>
  mapping.touchpoints === undefined
    ? id
    : aTouchpoint(mapping.touchpoints, `add it to the journey, or say what it stands for in ${key}.values`)

const aTouchpoint = (touchpoints: ReadonlyArray<string>, fix: string): Parse<string> => {
  const known = new Set(touchpoints)
  const unknown = new Problem("UnknownEnum", "a touchpoint of the journey", fix)
  return (text) => (known.has(text) ? text : unknown)
}

const time = (context: ParserContext): Parse<Date> => {
  const compiled = compileTime(context.time, context.timeKey)
  if ("parse" in compiled) return compiled.parse
  context.complain(context.timeKey, compiled.problem)
  return () => new Problem("BadType", "a time")
}

/** Which end of the scale is stored as high: effort for `ces1`, what is good for all others. */
const isReflected = ({ rule }: ParserContext): boolean =>
  rule.direction !== undefined && rule.direction !== (rule.metric === "ces1" ? "lowIsGood" : "highIsGood")

const score = (context: ParserContext): Parse<number> => {
  const scale = Scale.parse(context.rule.scale ?? "")
  if (scale === undefined) return () => new Problem("BadType", "a scale")
  return compileScore(scale, isReflected(context), context.ruleKey, context.number)
}

const isCurrency = Schema.is(Currency)
const noCurrency = new Problem("BadType", "a currency code such as EUR", "say what it stands for in values")
const currency = (text: string): string | Problem => (isCurrency(text) ? text : noCurrency)

const responseId = ({ mapping, rule }: ParserContext): Parse<string> => {
  const prefix = recordPrefix(mapping, "responses")
  const suffix = questionSuffix(rule.metric, rule.part)
  return (text) => id(`${prefix}${text}${suffix}`)
}

const requestId = ({ mapping }: ParserContext): Parse<string> => {
  const prefix = recordPrefix(mapping, "requests")
  return (text) => id(`${prefix}${text}`)
}

const parsers = {
  id: () => id,
  responseId,
  requestId,
  touchpoint,
  text: () => asIs,
  name: () => asIs,
  time,
  integer: ({ key, number }: ParserContext) => compileWhole("a whole number", `check ${key}`, number),
  natural: ({ key, number }: ParserContext) =>
    compileWhole("a whole number from 0", `check ${key}`, number, (value) => value >= 0),
  number: ({ number }: ParserContext) => compileNumber(number),
  score,
  money: ({ key, number, reading, rule }: ParserContext) => {
    const source = rule.fields.currency
    const fixed = typeof source === "object" && "value" in source ? String(source.value) : "EUR"
    return compileMoney(reading.unit ?? "minor", fixed, key, number)
  },
  currency: () => currency,
  scale: () => asIs
} as const
