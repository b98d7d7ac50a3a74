import type { Mapping } from "@throughline/import"
import { Zendesk } from "../src/index.ts"
import { fixture, proposalOf } from "./reading.ts"

const proposed = async (name: string): Promise<Mapping> => {
  const importer = name.endsWith(".csv") ? Zendesk.csv : Zendesk.importer
  return (await proposalOf(fixture(name), name, importer)).mapping
}

/** The mappings that are proposed for the fixtures, as they are; exports have the zone that their account is in. */
export const forTickets = await proposed("tickets.json")
export const forLines = await proposed("tickets.ndjson")
export const forRatings = await proposed("ratings.json")
export const forSurveys = await proposed("surveys.json")
export const forWarehouse = await proposed("ticket_data.csv")
const inBerlin = { time: { format: "iso", timeZone: "Europe/Berlin" } }
export const forExport: Mapping = { ...(await proposed("export.csv")), ...inBerlin }
export const forView: Mapping = { ...(await proposed("view.csv")), ...inBerlin }
