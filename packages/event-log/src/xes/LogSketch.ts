import type { XmlDocument } from "../xml/XmlScanner.ts"
import { XmlScanner } from "../xml/XmlScanner.ts"
import type { XmlTag } from "../xml/XmlTag.ts"
import type { XmlHandler } from "../xml/XmlTokenizer.ts"

const mostKeys = 500
const sketched = ["log", "trace", "event"] as const

/** What the start of an XML document has: its root, what is in it, and the keys of its attributes. */
export interface LogSketch {
  readonly root: string | undefined
  /** The names of the elements right below the root. */
  readonly children: ReadonlySet<string>
  /** The keys of the attributes of the log, of its traces and of its events. */
  readonly keys: Readonly<Record<(typeof sketched)[number], ReadonlySet<string>>>
  readonly classifiers: ReadonlyArray<{ readonly name: string; readonly keys: string }>
  readonly declaresEncoding: boolean
}

/** Look at the start of a document; at whatever is no XML it ends. */
export const logSketch = (text: string): LogSketch => {
  const sketcher = new Sketcher()
  const ignore = () => {}
  const scanner = new XmlScanner("", { record: ignore, damaged: ignore, fail: ignore }, "utf-8", (document) =>
    sketcher.of(document)
  )
  scanner.push(new TextEncoder().encode(text))
  return { ...sketcher, declaresEncoding: /^\s*<\?xml[^>]{0,200}\sencoding/.test(text.slice(0, 300)) }
}

class Sketcher implements XmlHandler {
  root: string | undefined
  readonly children = new Set<string>()
  readonly keys = { log: new Set<string>(), trace: new Set<string>(), event: new Set<string>() }
  readonly classifiers: Array<{ readonly name: string; readonly keys: string }> = []
  #document: XmlDocument | undefined
  readonly #path: Array<string> = []

  of(document: XmlDocument): this {
    this.#document = document
    return this
  }

  open(tag: XmlTag): void {
    const name = this.#document?.names.texts[tag.name] ?? ""
    const [parent] = this.#path.slice(-1)
    if (parent === undefined) this.root ??= name
    if (this.#path.length === 1) this.#child(name, tag)
    if (this.#path.length <= 3) this.#attribute(parent, tag)
    if (!tag.isEmpty) this.#path.push(name)
  }

  close(): void {
    this.#path.pop()
  }

  #child(name: string, tag: XmlTag): void {
    if (this.children.size < mostKeys) this.children.add(name)
    if (name === "classifier" && this.classifiers.length < mostKeys)
      this.classifiers.push({ name: this.#text(tag, "name") ?? "", keys: this.#text(tag, "keys") ?? "" })
  }

  #attribute(parent: string | undefined, tag: XmlTag): void {
    const owner = sketched.find((each) => each === parent)
    const key = owner === undefined ? undefined : this.#text(tag, "key")
    if (owner !== undefined && key !== undefined && this.keys[owner].size < mostKeys) this.keys[owner].add(key)
  }

  #text(tag: XmlTag, name: string): string | undefined {
    const at = tag.find(this.#document?.names.add(name) ?? -1)
    return at < 0 ? undefined : tag.value(at)
  }
}
