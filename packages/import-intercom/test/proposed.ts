import type { Mapping } from "@throughline/import"
import { proposalOf } from "@throughline/import/testing"
import { Intercom } from "../src/index.ts"
import { fixture } from "./fixture.ts"

/** The mapping that is proposed for a table. */
export const proposed = async (name: string): Promise<Mapping> =>
  (await proposalOf(Intercom.csv, fixture(name))).mapping
