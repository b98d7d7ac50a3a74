import * as Stream from "effect/Stream"
import { SourceUnavailable } from "../contract/ImportError.ts"
import type { Input } from "../contract/Input.ts"
import { Inflater } from "./Inflater.ts"
import { passed, type UnpackLimits } from "./UnpackLimits.ts"

/** Takes gzip apart: one member or several, with zeros after the last, as tapes have. */
class Gunzip {
  readonly #limits: UnpackLimits
  readonly #inflater = new Inflater("gzip")
  #packed = 0
  #unpacked = 0
  #padding = false
  problem: string | undefined

  constructor(limits: UnpackLimits) {
    this.#limits = limits
  }

  *push(bytes: Uint8Array): Generator<Uint8Array, void> {
    this.#packed += bytes.length
    let rest = bytes
    while (rest.length > 0 && this.problem === undefined) {
      if (this.#inflater.ended && !this.#next(rest)) return
      yield* this.#member(rest)
      rest = rest.subarray(rest.length - this.#inflater.left)
      if (!this.#inflater.ended) return
    }
  }

  /** No bytes follow. */
  end(): void {
    if (!this.#inflater.ended) this.problem ??= "it is cut short: get the whole file"
  }

  *#member(bytes: Uint8Array): Generator<Uint8Array, void> {
    for (const piece of this.#inflater.push(bytes)) {
      this.#unpacked += piece.length
      this.problem = passed(this.#limits, this.#packed, this.#unpacked)
      if (this.problem !== undefined) return
      yield piece
    }
    const { damage } = this.#inflater
    if (damage !== undefined) this.problem = `its gzip data is damaged (${damage}): get it again`
  }

  /** What follows a member: another one, or zeros to the end. */
  #next(bytes: Uint8Array): boolean {
    this.#padding ||= bytes[0] === 0
    if (!this.#padding) this.#inflater.restart()
    else if (bytes.some((byte) => byte !== 0)) this.problem = "something else follows its gzip data: get it again"
    return !this.#padding
  }
}

/** What a gzip input holds, taken apart as it is read: damage, a cut and what grows too large end the stream. */
export const gunzip = ({ bytes, name }: Input, limits: UnpackLimits): Input["bytes"] =>
  Stream.suspend(() => {
    const file = new Gunzip(limits)
    const failed = Stream.suspend(() =>
      file.problem === undefined
        ? Stream.empty
        : Stream.fail(new SourceUnavailable({ input: name, message: `${name} cannot be unpacked: ${file.problem}` }))
    )
    const end = Stream.suspend(() => {
      file.end()
      return failed
    })
    const body = Stream.flatMap(bytes, (some) => Stream.concat(Stream.fromIteratorSucceed(file.push(some), 1), failed))
    return Stream.concat(body, end)
  })
