import { addCounts, type Counts, noCounts } from "../contract/Counts.ts"
import type { Cursor } from "../contract/Cursor.ts"
import { BadCursor, type ImportError, TooManyRejects } from "../contract/ImportError.ts"
import type { Message, Summary } from "../contract/Message.ts"
import { Digest } from "../rows/Digest.ts"
import type { Page } from "./ApiSource.ts"
import { GivenRecords } from "./GivenRecords.ts"

/** What of the options of a read is for all pages together. */
export interface PageOptions {
  readonly resume: Cursor | undefined
  readonly maxRejects: number | undefined
  readonly checkpointEvery: number | undefined
}

/** Makes one read of the reads of single pages: counts and ordinals go on, and no record is given twice. */
export class PageLedger {
  /** Where to begin, when it is not at the first page. */
  readonly from: string | undefined
  failure: ImportError | undefined
  readonly #adapter: string
  readonly #name: string
  readonly #options: PageOptions
  readonly #given = new GivenRecords()
  readonly #digest: string
  #counts: Counts = noCounts
  #complete = true
  #pages: number
  #bytes: number
  /** Source records before this read, and before this page. */
  #earlier: number
  #saved = 0

  constructor(adapter: string, name: string, options: PageOptions) {
    const { resume } = options
    this.#adapter = adapter
    this.#name = name
    this.#options = options
    this.#digest = new Digest().add(name).close().toString()
    this.#bytes = resume?.byteOffset ?? 0
    this.#earlier = resume?.record ?? 0
    this.#pages = resume?.page?.number ?? 0
    this.from = resume?.page?.cursor
    if (resume !== undefined && !this.#isOwn(resume)) {
      const message = `${name}: cannot resume, the cursor is of another source; read it from the start`
      this.failure = new BadCursor({ input: name, message })
    }
  }

  /** What a page is called in messages. */
  nextName(): string {
    this.#pages += 1
    return `${this.#name}#${this.#pages}`
  }

  /** What a message of a page is in the whole read; nothing for those that only a single input has. */
  take(message: Message): ReadonlyArray<Message> {
    switch (message._tag) {
      case "Imported":
      case "Tombstone":
        return this.#given.isNew(message) ? [{ ...message, ordinal: message.ordinal + this.#ordinal }] : []
      case "Rejected":
        return [{ ...message, record: message.record + this.#ordinal }]
      case "Summary":
        this.#add(message)
        return []
      default:
        return []
    }
  }

  /** The messages after all of a page: what follows it is where to resume. */
  endPage({ body, following }: Page): ReadonlyArray<Message> {
    this.#bytes += body.length
    this.#limit()
    const progress: Message = { _tag: "Progress", bytesRead: this.#bytes, counts: this.#counts }
    const page = typeof following === "object" ? following.later : following
    const { checkpointEvery = 1 } = this.#options
    const due = this.#counts.read - this.#saved >= checkpointEvery || typeof following === "object"
    if (page === undefined || !due || !this.#complete || this.failure !== undefined) return [progress]
    this.#saved = this.#counts.read
    return [progress, { _tag: "Checkpoint", cursor: this.#cursor(page), counts: this.#counts }]
  }

  /** The last message. */
  summary(isEnd: boolean): Summary {
    const complete = isEnd && this.#complete && this.failure === undefined
    const ending = complete ? "terminated" : "cut"
    return { _tag: "Summary", input: this.#name, complete, ending, counts: this.#counts }
  }

  get #ordinal(): number {
    return this.#earlier + this.#counts.read
  }

  #add({ complete, counts }: Summary): void {
    const again = this.#given.repeated()
    this.#complete &&= complete
    this.#counts = addCounts(this.#counts, {
      ...counts,
      imported: counts.imported - again,
      duplicate: counts.duplicate + again
    })
  }

  #limit(): void {
    const { maxRejects: limit } = this.#options
    if (limit === undefined || this.#counts.rejected <= limit) return
    const message = `${this.#name}: more than ${limit} of ${this.#counts.read} records were rejected`
    this.failure ??= new TooManyRejects({ input: this.#name, message, limit })
  }

  #cursor(page: string): Cursor {
    const { read } = this.#counts
    return {
      adapter: this.#adapter,
      version: 1,
      byteOffset: this.#bytes,
      record: this.#earlier + read,
      digest: this.#digest,
      page: { cursor: page, number: this.#pages }
    }
  }

  #isOwn({ adapter, digest, page }: Cursor): boolean {
    return adapter === this.#adapter && digest === this.#digest && page !== undefined
  }
}
