import type { Estimate } from "@throughline/core"
import { rowInWords, shares } from "../funnel/describe.ts"
import { type Row, rowsOf } from "../funnel/rows.ts"
import type { Side } from "../svg/differs.ts"
import { clean, nameOf } from "../text/clean.ts"
import { inWords, percent, range } from "../text/number.ts"
import { shareOf } from "../text/shareOf.ts"
import type { FunnelPanels } from "./FunnelPanels.ts"

/** A group as it is drawn. */
export interface Group {
  readonly name: string
  readonly differs: Side | undefined
  readonly rows: ReadonlyArray<Row>
  readonly conversion: Estimate | undefined
  /** Why there is no funnel. */
  readonly why: string
}

/** The groups with the steps of their funnels. */
export const groupsOf = ({ groups, names }: FunnelPanels): ReadonlyArray<Group> =>
  groups.map(({ differs, funnel, name }) => ({
    name: nameOf(name),
    differs,
    rows: funnel._tag === "Funnel" ? rowsOf(funnel, names) : [],
    conversion: funnel._tag === "Funnel" ? shareOf(funnel.conversion) : undefined,
    why: funnel._tag === "Funnel" ? "" : `no funnel: ${clean(funnel.reason)}`
  }))

/** `12.3 % (11.1 to 13.5 %) come through`, or why that is not known. */
export const conversionInWords = ({ conversion, why }: Group): string => {
  if (conversion !== undefined) return `${percent(conversion.value, 1)} (${range(conversion, shares)}) come through`
  return why === "" ? "nobody came to the first step" : why
}

/** The same where there is less room. */
export const briefly = (group: Group): string =>
  group.differs === undefined ? conversionInWords(group) : conversionInWords(group).replace(/ come through$/, "")

/** Everything about a group, in words. */
export const groupInWords = (group: Group): string => {
  const { conversion, differs, name, rows } = group
  const through = conversion === undefined ? conversionInWords(group) : `${inWords(conversion, shares)} come through`
  return [
    `${name}: ${through}${differs === undefined ? "" : `, ${differs} than the rest`}`,
    ...rows.map(rowInWords)
  ].join("; ")
}
