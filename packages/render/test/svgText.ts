import { SaxesParser } from "saxes"
import { textWidth } from "../src/text/width.ts"

/** One line of text of a picture: the box it takes by the width table. */
interface TextBox {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly baseline: number
  readonly size: number
}

/** What a strict XML parser found in a picture. */
export interface Parsed {
  readonly elements: ReadonlyArray<string>
  readonly attributes: ReadonlyArray<string>
  readonly ids: ReadonlyArray<string>
  readonly references: ReadonlyArray<string>
  readonly texts: ReadonlyArray<TextBox>
  readonly content: string
  readonly width: number
  readonly height: number
}

type Attributes = Readonly<Record<string, string>>

/** A line while it is read: its parts, one after the other. */
interface Line {
  readonly attributes: Attributes
  readonly offset: readonly [number, number]
  /** It runs upward. */
  readonly upward: boolean
  parts: Array<{ readonly attributes: Attributes; text: string }>
}

const translation = (attributes: Attributes): readonly [number, number] => {
  const [, x = "0", y = "0"] = /^translate\((-?[\d.]+) (-?[\d.]+)\)/.exec(attributes.transform ?? "") ?? []
  return [Number(x), Number(y)]
}

const boxOf = ({ attributes, offset, parts, upward }: Line): TextBox => {
  const width = parts.reduce((sum, part) => {
    const size = Number(part.attributes["font-size"] ?? attributes["font-size"])
    const weight = Number(part.attributes["font-weight"] ?? attributes["font-weight"] ?? 400)
    return sum + Number(part.attributes.dx ?? 0) + textWidth(part.text, size, weight)
  }, 0)
  const share = { start: 0, middle: 0.5, end: 1 }[attributes["text-anchor"] ?? "start"] ?? 0
  const size = Number(attributes["font-size"])
  if (upward) {
    const middle = offset[0] + Number(attributes.y)
    const bottom = offset[1] - Number(attributes.x) + width * share
    const text = parts.map((part) => part.text).join("")
    return { text, left: middle - 0.75 * size, right: middle + 0.25 * size, baseline: bottom, size: width }
  }
  const left = offset[0] + Number(attributes.x) - width * share
  return {
    text: parts.map(({ text }) => text).join(""),
    left,
    right: left + width,
    baseline: offset[1] + Number(attributes.y),
    size
  }
}

const referencesOf = (attributes: Attributes): ReadonlyArray<string> => [
  ...(attributes["aria-labelledby"]?.split(" ") ?? []),
  ...Object.values(attributes).flatMap((value) => Array.from(value.matchAll(/url\(#([^)]*)\)/g), ([, id = ""]) => id))
]

/** Read a picture with a strict XML parser; throws where it is not well formed. */
export const parse = (svg: string): Parsed => {
  const stack: Array<{ name: string; attributes: Attributes }> = []
  const found = {
    elements: [] as Array<string>,
    attributes: [] as Array<string>,
    ids: [] as Array<string>,
    references: [] as Array<string>
  }
  const lines: Array<Line> = []
  let all = ""
  let size: readonly [number, number] = [0, 0]
  let line: Line | undefined
  const parser = new SaxesParser({ xmlns: true })
  parser.on("error", (error) => {
    throw error
  })
  parser.on("opentag", ({ name, attributes: raw }) => {
    const attributes = Object.fromEntries(Object.entries(raw).map(([key, { value }]) => [key, value]))
    stack.push({ name, attributes })
    found.elements.push(name)
    found.attributes.push(...Object.keys(attributes))
    if (attributes.id !== undefined) found.ids.push(attributes.id)
    found.references.push(...referencesOf(attributes))
    if (name === "svg") size = [Number(attributes.width), Number(attributes.height)]
    if (name === "text") {
      const offsets = stack.map((one) => translation(one.attributes))
      const offset = offsets.reduce<readonly [number, number]>(([x, y], [dx, dy]) => [x + dx, y + dy], [0, 0])
      const upward = stack.some((one) => one.attributes.transform?.endsWith(" rotate(-90)"))
      line = { attributes, offset, upward, parts: [] }
      lines.push(line)
    }
  })
  parser.on("text", (text) => {
    all += text
    const top = stack.at(-1)
    if (line !== undefined && top !== undefined && (top.name === "text" || top.name === "tspan")) {
      line.parts.push({ attributes: top.name === "tspan" ? top.attributes : {}, text })
    }
  })
  parser.on("closetag", ({ name }) => {
    stack.pop()
    if (name === "text") line = undefined
  })
  parser.write(svg).close()
  return { ...found, texts: lines.map(boxOf), content: all, width: size[0], height: size[1] }
}

/** Pairs of texts that lie on each other: more than half a pixel, from the top of small letters to the baseline. */
export const touching = (texts: ReadonlyArray<TextBox>): ReadonlyArray<readonly [string, string]> => {
  const sorted = texts.filter(({ text }) => text.trim() !== "").toSorted((a, b) => a.baseline - b.baseline)
  return sorted.flatMap((a, i) => {
    const found: Array<readonly [string, string]> = []
    for (const b of sorted.slice(i + 1)) {
      if (b.baseline - b.size > a.baseline) break
      const isBeside = a.right - 0.5 <= b.left || b.right - 0.5 <= a.left
      if (!isBeside && b.baseline - b.size * 0.75 < a.baseline - 0.5) found.push([a.text, b.text])
    }
    return found
  })
}
