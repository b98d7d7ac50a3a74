/** Finds a character in a text from left to right, looking at each place about once however often it is asked. */
export class Finder {
  readonly #searched: string
  #text = ""
  #from = 0
  #found = -1

  constructor(searched: string) {
    this.#searched = searched
  }

  /** Search this text from now on. */
  reset(text: string): void {
    this.#text = text
    this.#from = 0
    this.#found = -1
  }

  /** Where it occurs next, from here on; the length of the text when it does not. */
  next(from: number): number {
    if (from < this.#from || this.#found < from) {
      const found = this.#text.indexOf(this.#searched, from)
      this.#found = found < 0 ? this.#text.length : found
    }
    this.#from = from
    return this.#found
  }
}
