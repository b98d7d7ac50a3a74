import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { clickHouseAddress, clickHouseForm } from "./clickHouseAddress.ts"
import { postgresAddress, postgresForm } from "./postgresAddress.ts"
import type { StoreAddress } from "./StoreAddress.ts"

/** The start of a URL; a letter before a slash is the drive of a path. */
const scheme = /^(?![a-z]:[\\/])([a-z][a-z0-9+.-]*):(.*)$/is

const duckDbAddress = (file: string): StoreAddress | undefined =>
  file === "" || file.startsWith("//") ? undefined : { engine: "duckdb", file }

const duckDbForm = "duckdb:file.db"

const anyForm = `${duckDbForm}, as the path of that file, ${postgresForm}, or ${clickHouseForm}`

interface Form {
  readonly form: string
  readonly read: (text: string, rest: string) => StoreAddress | undefined
}

const postgres: Form = { form: postgresForm, read: postgresAddress }
const clickHouse: Form = { form: clickHouseForm, read: clickHouseAddress }

const forms = new Map<string, Form>([
  ["duckdb", { form: duckDbForm, read: (_, file) => duckDbAddress(file) }],
  ["postgres", postgres],
  ["postgresql", postgres],
  ["clickhouse", clickHouse],
  ["clickhouses", clickHouse]
])

const anyFile: Form = { form: anyForm, read: duckDbAddress }
const unknown: Form = { form: anyForm, read: () => undefined }

/**
 * Read how a store is named. What was written may hold a password, wherever it is misspelt, so a message shows nothing of
 * it: what looks like a URL that nobody knows is no path either.
 */
export const readAddress = (text: string): Effect.Effect<StoreAddress, BadUsage> => {
  const [, name, rest = ""] = scheme.exec(text) ?? []
  const { form, read } = name === undefined ? anyFile : (forms.get(name.toLowerCase()) ?? unknown)
  const address = read(text, rest)
  if (address !== undefined) return Effect.succeed(address)
  const encoded =
    form === duckDbForm ? "" : ": special characters of user and password percent-encoded, each server once"
  return Effect.fail(new BadUsage({ message: `A store is written ${form}${encoded}` }))
}
