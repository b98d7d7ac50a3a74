import { assert, it } from "@effect/vitest"
import * as fc from "fast-check"
import { patience, type Trial } from "./Trial.ts"

/** However the bytes come, the messages are the same. */
export const pieces = <Mapping>({ bytes, read, seed }: Trial<Mapping>): void => {
  it(
    "gives the same messages in any pieces",
    async () => {
      const whole = await read(bytes, { checkpointEvery: 2 })
      const same = async (sizes: ReadonlyArray<number>) =>
        assert.deepStrictEqual(await read(bytes, { checkpointEvery: 2, sizes }), whole)
      await same([1])
      const sizes = fc.array(fc.integer({ min: 1, max: Math.max(2, bytes.length) }), { minLength: 1, maxLength: 8 })
      await fc.assert(fc.asyncProperty(sizes, same), { numRuns: 25, seed })
    },
    patience
  )
}
