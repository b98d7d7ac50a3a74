import { delimited, ndjson } from "../src/index.ts"
import { suite } from "../src/testing.ts"
import { delimitedFixtures, ndjsonFixtures } from "./Fixtures.ts"

suite("delimited text", delimited, delimitedFixtures)
suite("NDJSON", ndjson, ndjsonFixtures)
