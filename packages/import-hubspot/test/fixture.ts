import type { Mapping } from "@throughline/import"
import { fixturesBeside, proposalOf } from "@throughline/import/testing"
import { HubSpot } from "../src/index.ts"

/** A file of `fixtures/`; its NOTICE.md says where each comes from. */
export const fixture = fixturesBeside(import.meta.url)

export const importerFor = (name: string) => (name.endsWith(".csv") ? HubSpot.csv : HubSpot.importer)

/** The mapping that is proposed for a fixture, without the rules that wait for an answer; exports are from Berlin. */
export const proposed = async (name: string): Promise<Mapping> => {
  const { mapping } = await proposalOf(importerFor(name), fixture(name))
  const [first, ...others] = mapping.records.filter(({ kind, scale }) => kind !== "responses" || scale !== undefined)
  if (first === undefined) throw new Error(`Nothing is known of ${name}`)
  const isExport = mapping.time !== undefined && mapping.time.timeZone === undefined
  const time = isExport ? { time: { ...mapping.time, timeZone: "Europe/Berlin" } } : {}
  return { ...mapping, ...time, records: [first, ...others] }
}
