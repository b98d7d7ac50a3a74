import { Redact } from "@throughline/core"
import type { FieldContext } from "../rows/Compiling.ts"
import { Problem } from "../values/Problem.ts"
import type { Hash } from "./Hash.ts"
import { isPersonalId } from "./PersonalId.ts"
import type { PersonalPolicy } from "./PersonalPolicy.ts"

/** A text as it may be kept, or the problem that it may not. */
export type Protect = (text: string) => string | Problem

/** Which policies a field can have, and what holds without one. */
type Handling = "id" | "text" | "plain"

const policies: { readonly [H in Handling]: ReadonlyArray<PersonalPolicy> } = {
  id: ["keep", "hash", "drop"],
  text: ["keep", "hash", "redact", "drop"],
  plain: ["keep", "drop"]
}

const handlingOf = ({ mapping, type }: FieldContext): Handling => {
  if (type === "id" || type === "responseId" || type === "requestId") return "id"
  if (type === "touchpoint") return mapping.touchpoints === undefined ? "id" : "plain"
  return type === "text" || type === "name" ? "text" : "plain"
}

/**
 * What protects the texts of a field: by its policy, or without one ids that point to a person are hashed and texts
 * redacted. `undefined`: they are taken as they stand. Complains about a policy that the field cannot have.
 */
export const protectionOf = (policy: PersonalPolicy | undefined, context: FieldContext): Protect | undefined => {
  const handling = handlingOf(context)
  const { complain, hash, key } = context
  if (policy === undefined) {
    if (handling === "text") return Redact.text
    return handling === "id" ? protectedId(hash, key) : undefined
  }
  const possible = policies[handling]
  if (!possible.includes(policy)) complain(`${key}.personal`, `only ${possible.join(", ")} can be said of such a field`)
  if (policy === "hash") return explicitHash(context)
  return policy === "redact" ? Redact.text : undefined
}

/** What protects the id of a record. */
export const idProtectionOf = (
  policy: PersonalPolicy | undefined,
  context: Pick<FieldContext, "complain" | "hash" | "key">
): Protect | undefined => {
  if (policy === "keep") return undefined
  return policy === "hash" ? explicitHash(context) : protectedId(context.hash, context.key)
}

const explicitHash = ({ complain, hash, key }: Pick<FieldContext, "complain" | "hash" | "key">): Protect => {
  if (hash === undefined) complain(`${key}.personal`, `to hash it, ${giveKey}`)
  return hash ?? ((text) => text)
}

const giveKey = "give a key as hashKey, on the command line as THROUGHLINE_HASH_KEY"

/** An id that points to a person is hashed, and without a key rejected. */
const protectedId = (hash: Hash | undefined, key: string): Protect => {
  const noKey = new Problem("PersonalData", "a key to hash it with", `${giveKey}, or say "personal": "keep" in ${key}`)
  return (text) => (isPersonalId(text) ? (hash?.(text) ?? noKey) : text)
}
