import process from "node:process"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { headAndBody } from "./Delimited.ts"
import type { Layout } from "./Fixture.ts"
import { type Repeatable, repeatable } from "./Json.ts"
import { patience, type Trial } from "./Trial.ts"
import { repeatableElements } from "./Xml.ts"

const megabyte = 1 << 20
const samples = 4
const pieceBytes = 65_536

/** What a read holds does not grow with its input: the same source records over and over, one megabyte and ten. */
export const memory = <Mapping>({ adapter, bytes, fixture }: Trial<Mapping>): void => {
  const { layout, mapping, name } = fixture
  if (layout === undefined) return
  it(
    "holds no more of ten times the input",
    async () => {
      const parts = partsOf(bytes, layout)
      const most = async (size: number): Promise<number> => {
        const seen = { most: 0 }
        const input = { name, bytes: Stream.suspend(() => Stream.fromIteratorSucceed(repeated(parts, size, seen), 1)) }
        const result = await Effect.runPromise(Effect.result(Stream.runDrain(adapter.read(input, { mapping }))))
        assert.strictEqual(result._tag, "Success")
        return seen.most
      }
      await most(megabyte)
      const one = await most(megabyte)
      const growth = (await most(10 * megabyte)) - one
      assert.isBelow(growth, (9 * megabyte) / 4, "bytes more are held while nine megabytes more are read")
    },
    patience
  )
}

const partsOf = (bytes: Uint8Array, layout: Layout): Repeatable => {
  if (layout === "json") return repeatable(bytes)
  if ("element" in layout) return repeatableElements(bytes, layout.element)
  const [head, body] = headAndBody(bytes, layout)
  return { head, body, between: new Uint8Array(), tail: new Uint8Array() }
}

/** The parts, the body over and over up to a size; on the way, what is held is looked at. */
const repeated = function* (parts: Repeatable, size: number, seen: { most: number }): Generator<Uint8Array> {
  const { between, head, tail } = parts
  const body = oneOf(parts)
  yield head
  let given = 0
  for (let next = size / samples; given < size; given += body.length) {
    if (given > 0 && between.length > 0) yield between
    yield body
    if (given < next) continue
    next += size / samples
    seen.most = Math.max(seen.most, held())
  }
  yield tail
}

/** The body as often as it takes for a piece of the usual size. */
const oneOf = ({ between, body }: Repeatable): Uint8Array => {
  const times = Math.max(1, Math.ceil(pieceBytes / body.length))
  const piece = new Uint8Array(times * (body.length + between.length) - between.length)
  for (let at = 0; at < piece.length; at += body.length + between.length) {
    piece.set(body, at)
    if (at + body.length < piece.length) piece.set(between, at + body.length)
  }
  return piece
}

const held = (): number => {
  collectGarbage()
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

let collect: (() => void) | undefined

const collectGarbage = (): void => {
  if (collect === undefined) {
    setFlagsFromString("--expose-gc")
    collect = runInNewContext("gc") as () => void
  }
  collect()
}
