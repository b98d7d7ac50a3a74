import { fixturesBeside } from "@throughline/import/testing"

/** A file of `fixtures/`; its NOTICE.md says where each comes from. */
export const textOf = fixturesBeside(import.meta.url)
