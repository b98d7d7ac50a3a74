import type { Mapping } from "@throughline/import"
import { fixturesBeside, proposalOf } from "@throughline/import/testing"
import { Delighted } from "../src/index.ts"

/** A file of `fixtures/`; its NOTICE.md says where they come from. */
export const fixture = fixturesBeside(import.meta.url)

/** The mapping that is proposed for a fixture, without the rules that wait for an answer. */
export const proposed = async (name: string): Promise<Mapping> => {
  const importer = name.endsWith(".csv") ? Delighted.csv : Delighted.importer
  const { mapping } = await proposalOf(importer, fixture(name))
  const [first, ...others] = mapping.records
  return { ...mapping, records: [first, ...others.filter(({ metric }) => metric !== undefined)] }
}
