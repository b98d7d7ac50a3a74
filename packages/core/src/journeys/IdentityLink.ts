import type * as Domain from "../domain/IdentityLink.ts"
import type { CustomerId } from "../domain/Ids.ts"
import { compareText } from "../sources/compareText.ts"

/** That two ids belong to one customer, with or without where that is known from. */
export type IdentityLink = Omit<Domain.IdentityLink, "evidence"> & Partial<Pick<Domain.IdentityLink, "evidence">>

/** The order of times, what is none last. */
const compareTimes = (a: Date, b: Date): number => {
  const [x, y] = [a.getTime(), b.getTime()]
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
  return x - y
}

/** The order of links by time, then by id in code point order, then by what they say. */
export const earlierLink = (a: IdentityLink, b: IdentityLink): number =>
  compareTimes(a.at, b.at) ||
  compareText(a.id, b.id) ||
  compareText(a.customer, b.customer) ||
  compareText(a.same, b.same) ||
  compareText(a.kind, b.kind)

/** The ids that links say are known. */
export const knownIds = (links: ReadonlyArray<IdentityLink>): ReadonlySet<CustomerId> =>
  new Set(
    links.flatMap(({ customer, kind, same }) => {
      if (kind === "same") return []
      return kind === "identified" ? [customer] : [customer, same]
    })
  )
