import { printable } from "../text/clean.ts"
import { isolated } from "../text/direction.ts"

declare const markup: unique symbol

/** SVG or HTML that is safe to put into a document. Only `content`, `element` and `join` make it. */
export type Markup = string & { readonly [markup]: true }

/** Strings are escaped, numbers rounded to two decimals; `undefined` leaves the attribute out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;"
}

const escaped = (text: string): string => printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? "")

const attribute = ([name, value]: readonly [string, string | number | undefined]): string =>
  value === undefined ? "" : ` ${name}="${typeof value === "number" ? coordinate(value) : escaped(value)}"`

/** A coordinate with at most two decimals. */
export const coordinate = (value: number): string => String(Math.round(value * 100) / 100 + 0)

/** Text from anywhere as content. */
export const content = (text: string): Markup => escaped(text) as Markup

/** Text from anywhere as a line of its own: what begins in letters that run from right to left is set in that direction. */
export const line = (text: string): Markup => isolated(escaped(text)) as Markup

/** Markup one after the other. */
export const join = (parts: ReadonlyArray<Markup>): Markup => parts.join("") as Markup

/** An element with its attributes, in the order given, and its children. */
export const element = (name: string, attributes: Attributes, ...children: ReadonlyArray<Markup>): Markup => {
  const open = `${name}${Object.entries(attributes).map(attribute).join("")}`
  return (children.length === 0 ? `<${open}/>` : `<${open}>${children.join("")}</${name}>`) as Markup
}
