import { type JsonObject, own } from "@throughline/import/format"

/** What a record of HubSpot is. */
export type Shape = "ticket" | "response" | "contact"

/** By the properties that only one kind of object has; a ticket always has a stage. */
export const shapeOf = (record: JsonObject): Shape => {
  const properties = own(record, "properties")
  if (own(properties, "hs_pipeline_stage") !== undefined) return "ticket"
  return own(properties, "hs_survey_type") === undefined ? "contact" : "response"
}

const firstOf = (record: JsonObject, key: string): unknown => {
  const results = own(own(own(record, "associations"), key), "results")
  return Array.isArray(results) ? own(results[0], "id") : undefined
}

/** The row that a record says: its properties, and beside them its id, when it was changed, and whom it is about. */
export const rows = (record: JsonObject): ReadonlyArray<JsonObject> => {
  const properties = own(record, "properties")
  const told = typeof properties === "object" && properties !== null ? (properties as JsonObject) : {}
  return [
    {
      ...told,
      what: shapeOf(record),
      id: own(record, "id") ?? [],
      archived: own(record, "archived"),
      created_at: own(record, "createdAt"),
      updated_at: own(record, "updatedAt"),
      contact_id: firstOf(record, "contacts") ?? own(told, "hs_contact_id"),
      company_id: firstOf(record, "companies") ?? own(told, "associatedcompanyid")
    }
  ]
}
