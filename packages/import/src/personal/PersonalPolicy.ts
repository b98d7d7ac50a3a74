import * as Schema from "effect/Schema"

/**
 * What becomes of a value that may point to a person.
 *
 * `keep`: it is taken as it stands. `hash`: a keyed hash stands for it. `redact`: what points to a person in a text is
 * hidden by its kind, as `[email]`. `drop`: the field is left out.
 */
export const PersonalPolicy = Schema.Literals(["keep", "hash", "redact", "drop"])
export type PersonalPolicy = typeof PersonalPolicy.Type
