import * as Schema from "effect/Schema"

/** Ids are text of 1 to 256 characters; the brand keeps a customer's id from standing where a touchpoint's belongs. */
const id = Schema.NonEmptyString.check(Schema.isMaxLength(256))

export const CustomerId = id.pipe(Schema.brand("CustomerId"))
export type CustomerId = typeof CustomerId.Type
export const AccountId = id.pipe(Schema.brand("AccountId"))
export type AccountId = typeof AccountId.Type
export const SegmentId = id.pipe(Schema.brand("SegmentId"))
export type SegmentId = typeof SegmentId.Type
export const PersonaId = id.pipe(Schema.brand("PersonaId"))
export type PersonaId = typeof PersonaId.Type
export const JourneyId = id.pipe(Schema.brand("JourneyId"))
export type JourneyId = typeof JourneyId.Type
export const StageId = id.pipe(Schema.brand("StageId"))
export type StageId = typeof StageId.Type
export const TouchpointId = id.pipe(Schema.brand("TouchpointId"))
export type TouchpointId = typeof TouchpointId.Type
export const TeamId = id.pipe(Schema.brand("TeamId"))
export type TeamId = typeof TeamId.Type
export const InstrumentId = id.pipe(Schema.brand("InstrumentId"))
export type InstrumentId = typeof InstrumentId.Type
/** The id of any stored record: deterministic, so that reading a file twice adds nothing. */
export const RecordId = id.pipe(Schema.brand("RecordId"))
export type RecordId = typeof RecordId.Type
