import { assert, describe, it } from "@effect/vitest"
import { CustomerId } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Tracer from "effect/Tracer"
import { Store } from "../Store.ts"
import type { EmptyStore } from "./forAll.ts"
import { visit, visits } from "./samples.ts"

/** What a span says. */
export type Said = Readonly<Record<string, unknown>>

const prefix = "throughline.store."

/** Run a program; gives its result, and what each call of the store said of itself in its span, with the call's name. */
export const traced = <A, E, R>(program: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => {
    const spans: Array<Tracer.NativeSpan> = []
    const tracer = Tracer.make({
      span(options) {
        const span = new Tracer.NativeSpan(options)
        spans.push(span)
        return span
      }
    })
    return Effect.map(Effect.provideService(program, Tracer.Tracer, tracer), (value) => {
      const calls = spans.filter(({ name }) => name.startsWith(prefix))
      const said = calls.map(
        ({ attributes, name, status }): Said => ({
          call: name.slice(prefix.length),
          ended: status._tag === "Ended",
          ...Object.fromEntries(attributes)
        })
      )
      return { value, said }
    })
  })

/** Bytes are for engines behind a connection. */
const withoutBytes = ({ bytesReceived: _received, bytesSent: _sent, ...said }: Said): Said => said

const program = Effect.gen(function* () {
  const store = yield* Store
  yield* store.write({ id: "a", kind: "interactions", records: visits(30) })
  yield* store.write({ id: "b", kind: "interactions", records: [visit("eve", { customer: "eve" })] })
  yield* Effect.flip(store.write({ id: "c\0", kind: "interactions", records: [] }))
  yield* Stream.runDrain(store.read({ kind: "interactions", where: { customer: "ada" } }))
  yield* store.tally({ source: "interactions", by: ["customer"] })
  yield* store.remove({ id: "a", kind: "interactions", ids: ["10000", "none"] })
  yield* store.erase(CustomerId.make("eve"))
  return store.engine
})

/** Every call has a span that says what it was, how many rows it was about, and nothing of a record. */
export const spans = (layer: EmptyStore): void => {
  describe("spans", () => {
    it.live("every call says what it did and how many rows there were", () =>
      Effect.gen(function* () {
        const { said, value: engine } = yield* traced(program)
        assert.deepStrictEqual(said.map(withoutBytes), [
          { call: "write", ended: true, engine, kind: "interactions", rows: 30 },
          { call: "write", ended: true, engine, kind: "interactions", rows: 1 },
          { call: "write", ended: true, engine },
          { call: "read", ended: true, engine, kind: "interactions", rows: 30 },
          { call: "tally", ended: true, engine, source: "interactions", rollup: false, rows: 2 },
          { call: "remove", ended: true, engine, kind: "interactions", rows: 1 },
          { call: "erase", ended: true, engine, rows: 1 }
        ])
      }).pipe(Effect.provide(layer))
    )
    it.live("the bytes of a tally are those of its counts, where bytes are counted", () =>
      Effect.gen(function* () {
        const store = yield* Store
        yield* store.write({ id: "a", kind: "interactions", records: visits(3000) })
        const { said } = yield* traced(
          Effect.andThen(
            store.tally({ source: "interactions", by: ["team"] }),
            Stream.runDrain(store.read({ kind: "interactions" }))
          )
        )
        const [counted, read] = said.map(({ bytesReceived }) => bytesReceived)
        if (counted === undefined) return
        assert.isBelow(Number(counted), 3000)
        assert.isAbove(Number(read), 3000 * 20)
      }).pipe(Effect.provide(layer))
    )
  })
}
