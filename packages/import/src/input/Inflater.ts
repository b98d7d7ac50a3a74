import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset
} from "pako"

/** The most bytes that come out at once. */
const pieceBytes = 65_536

/** Window sizes of zlib that stand for one framing only: what else it is, is damage. */
const windows = { gzip: 31, raw: -15 } as const

/** Takes one deflate stream apart, or several with `restart`. The memory that it needs does not depend on the data. */
export class Inflater {
  readonly #zlib = new ZStream()
  /** The stream has ended: what follows belongs to something else. */
  ended = false
  /** What is wrong with the stream, once something is. */
  damage: string | undefined

  constructor(framing: keyof typeof windows) {
    zlibInflateInit2(this.#zlib, windows[framing])
  }

  /** What these bytes give, piece by piece; stops at the end of the stream and at damage. */
  *push(bytes: Uint8Array): Generator<Uint8Array, void> {
    const zlib = this.#zlib
    zlib.input = bytes
    zlib.next_in = 0
    zlib.avail_in = bytes.length
    do {
      zlib.output = new Uint8Array(pieceBytes)
      zlib.next_out = 0
      zlib.avail_out = pieceBytes
      const status = zlibInflate(zlib, Z_NO_FLUSH)
      this.ended = status === Z_STREAM_END
      if (!this.ended && status !== Z_OK && status !== Z_BUF_ERROR) this.damage = zlib.msg
      if (zlib.next_out > 0) yield zlib.output.subarray(0, zlib.next_out)
    } while (zlib.avail_out === 0 && !this.ended && this.damage === undefined)
  }

  /** How many of the bytes pushed last come after the end of the stream. */
  get left(): number {
    return this.#zlib.avail_in
  }

  /** Another stream begins. */
  restart(): void {
    zlibInflateReset(this.#zlib)
    this.ended = false
  }
}
