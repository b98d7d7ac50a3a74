import { assert, it } from "@effect/vitest"
import { moreColumns, otherColumns } from "./Delimited.ts"
import { otherKeys } from "./Json.ts"
import { withoutPlaces } from "./Laws.ts"
import { seeded } from "./Mutations.ts"
import type { Outcome } from "./Outcome.ts"
import { patience, type Trial } from "./Trial.ts"

/** The order of columns, or of keys, says nothing; nor do columns that nobody asks for. */
export const order = <Mapping>({ bytes, fixture: { layout }, read, seed }: Trial<Mapping>): void => {
  if (layout === undefined || (layout !== "json" && "element" in layout)) return
  it(
    `gives the same in any order of ${layout === "json" ? "keys" : "columns"}`,
    async () => {
      const whole = await read(bytes)
      const below = seeded(seed)
      for (let i = 0; i < 20; i++) {
        const other = layout === "json" ? otherKeys(bytes, below) : otherColumns(bytes, layout, below)
        assertSame(await read(other), whole)
      }
    },
    patience
  )
  if (layout === "json") return
  it("passes over columns without a name, with the name of another, and with names that objects have", async () => {
    assertSame(await read(moreColumns(bytes, layout)), await read(bytes))
  })
}

const assertSame = (outcome: Outcome, whole: Outcome): void => {
  assert.deepStrictEqual(withoutPlaces(outcome, -1), withoutPlaces(whole, -1))
  assert.deepStrictEqual(outcome.summary?.counts, whole.summary?.counts)
}
