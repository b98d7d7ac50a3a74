import { readFileSync } from "node:fs"
import { fixturesBeside } from "@throughline/import/testing"

/** A file of `fixtures/`; its NOTICE.md says where each comes from. */
export const textOf = fixturesBeside(import.meta.url)

/** The same as bytes, for those that are not UTF-8. */
export const bytesOf = (name: string): Uint8Array => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
