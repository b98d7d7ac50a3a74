import type { Dialect } from "./Dialect.ts"
import type { Parameters } from "./Statement.ts"

/** Interactions, to stand after FROM, and the columns that tell their cases apart. */
export interface Visits {
  readonly rows: string
  /** The columns of a case, to partition and group by. */
  readonly ofCase: string
  /** The order of time within a case. */
  readonly order: string
}

/** The interactions of each case: of a customer, or with `sessionGap` numbered by session in the column `visit`. */
export const visits = (
  { byBytes, identifier: id, table }: Dialect,
  { bind }: Pick<Parameters, "bind">,
  sessionGap: number | undefined,
  where = ""
): Visits => {
  const [at, customer] = [id("at"), id("customer")]
  const order = `${at}, ${byBytes(id("id"))}`
  const all = `${table("interactions")}${where}`
  if (sessionGap === undefined) return { rows: all, ofCase: customer, order }
  const inOrder = `OVER (PARTITION BY ${customer} ORDER BY ${order})`
  const isFar = `${at} - before_at > ${bind("integer", sessionGap * 1000)}`
  const followed = `SELECT *, lag(${at}) ${inOrder} AS before_at FROM ${all}`
  const numbered = `SELECT *, sum(CASE WHEN ${isFar} THEN 1 ELSE 0 END) ${inOrder} AS visit FROM (${followed}) AS followed`
  return { rows: `(${numbered}) AS numbered`, ofCase: `${customer}, visit`, order }
}
