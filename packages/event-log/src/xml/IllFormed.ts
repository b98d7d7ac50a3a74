/** Why a document is not XML, and where: thrown inside the tokenizer, and told by it. */
export class IllFormed extends Error {
  /** The place in the buffer. */
  readonly at: number
  readonly found: string
  readonly expected: string
  readonly fix: string | undefined

  constructor(at: number, found: string, expected: string, fix?: string) {
    super(found)
    this.at = at
    this.found = found
    this.expected = expected
    this.fix = fix
  }
}
