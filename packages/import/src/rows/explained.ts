import type { Unsaid } from "../format/Layout.ts"
import { Problem } from "../values/Problem.ts"
import type { Flaw } from "./Draft.ts"
import type { RowResult } from "./RowReader.ts"

/** Why the columns of one source record say nothing. */
export type Why = () => ReadonlyMap<string, Unsaid>

/** The same result, with the reason that the format knows for each value that is missing. */
export const explained = (result: RowResult, why: Why | undefined): RowResult => {
  if (why === undefined || !result.flaws.some(isMissing)) return result
  const reasons = why()
  return { ...result, flaws: result.flaws.map((flaw) => withReason(flaw, reasons.get(flaw.label))) }
}

const isMissing = ({ problem, text }: Flaw): boolean => text === undefined && problem.reason === "MissingField"

const withReason = (flaw: Flaw, reason: Unsaid | undefined): Flaw => {
  if (reason === undefined || !isMissing(flaw)) return flaw
  const { expected, fix, found } = reason
  return { ...flaw, problem: new Problem("MissingField", expected, fix), text: found, show: "note" }
}
