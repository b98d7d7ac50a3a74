import { ByteTexts, hashOf } from "../xml/ByteTexts.ts"
import type { XmlTag } from "../xml/XmlTag.ts"

/** Keys of attributes that are wanted, each with the slot where its value goes. */
export class KeySlots {
  readonly #texts = new ByteTexts()
  readonly #slots: Array<number> = []
  readonly #byText = new Map<string, number>()

  /** Want a key: its value goes to this slot, or to the one where it goes already. */
  add(key: string, slot: number): number {
    const known = this.#byText.get(key)
    if (known !== undefined) return known
    this.#slots[this.#texts.add(key)] = slot
    this.#byText.set(key, slot)
    return slot
  }

  /** The slot of the key that the value of an attribute is; -1 when it is not wanted. */
  of(tag: XmlTag, attribute: number): number {
    if (!tag.isPlain(attribute)) return this.ofText(tag.value(attribute))
    const { bytes } = tag
    const [from, to] = [tag.fromAt(attribute), tag.toAt(attribute)]
    const number = this.#texts.find(bytes, from, to, hashOf(bytes, from, to))
    return number < 0 ? number : (this.#slots[number] as number)
  }

  /** The same of a key as text. */
  ofText(key: string): number {
    return this.#byText.get(key) ?? -1
  }

  get slots(): Iterable<number> {
    return this.#byText.values()
  }
}
