import { describe } from "@effect/vitest"
import type { Importer } from "./contract/Importer.ts"
import { accounting } from "./testing/accounting.ts"
import { type ApiTrial, apiLaws } from "./testing/apiLaws.ts"
import { damage } from "./testing/damage.ts"
import type { Fixture } from "./testing/Fixture.ts"
import { memory } from "./testing/memory.ts"
import { order } from "./testing/order.ts"
import { pieces } from "./testing/pieces.ts"
import { releasing } from "./testing/releasing.ts"
import { resuming } from "./testing/resuming.ts"
import { surroundings } from "./testing/surroundings.ts"
import { type SuiteOptions, trial } from "./testing/Trial.ts"
import { text } from "./testing/text.ts"

export type { ApiTrial } from "./testing/apiLaws.ts"
export { type ApiAnswer, type ApiRequest, apiServer } from "./testing/apiServer.ts"
export type { Fixture, Layout } from "./testing/Fixture.ts"
export {
  answerOf,
  countsOf,
  fixturesBeside,
  messagesOf,
  proposalOf,
  recordsOf,
  rejectionsOf,
  responsesOf
} from "./testing/reading.ts"
export type { SuiteOptions } from "./testing/Trial.ts"

/**
 * The laws of the importer contract, as tests: an adapter that passes on fixtures of its own source can stand in for any
 * other. To be called in a test file of Vitest.
 *
 * Give a few small fixtures, real exports where there are any, with every flaw that the source is known for: each is read
 * thousands of times. Say its `layout` where the order of columns or keys has no meaning, and what in it is `personal`.
 *
 * - Counts balance: read = imported + skipped + rejected + duplicate. A second run adds nothing to what the first wrote.
 * - The same messages for any division into pieces from one byte up, in any time zone, on a machine of any language; the
 *   same records in any order of columns or keys, any encoding with a byte order mark, and with any line end.
 * - At every checkpoint a read can stop, and another goes on as if it were one.
 * - Damage to one record changes no other, also a quote that is not closed. An input that is cut never ends as complete
 *   when its size is known, and is never read as something else. Random damage leads neither to a crash nor to a record
 *   unaccounted for.
 * - Ten times the input takes no more memory. The source is let go of. Nothing personal is in a message.
 *
 * `VERIFY=1` in the environment tries 10 000 random damages of each fixture instead of 500.
 *
 * ```ts
 * import { suite } from "@throughline/import/testing"
 *
 * suite("my tool", myTool, [
 *   { name: "answers.csv", mapping, content: "id,who,score\n1,c1,9\n2,c2,x\n", layout: { delimiter: "," } }
 * ])
 * ```
 */
export const suite = <Mapping>(
  name: string,
  adapter: Importer<Mapping>,
  fixtures: ReadonlyArray<Fixture<Mapping>>,
  options: SuiteOptions = {}
): void => {
  describe(`${name} keeps the importer contract`, () => {
    for (const fixture of fixtures) describe(fixture.name, () => laws(adapter, fixture, options))
  })
}

/**
 * The laws of a reader of an API, as tests, against a server on this machine that answers as the API is documented to.
 *
 * - It asks for all pages in order, again where the server is busy (429), and gives the records of all.
 * - At every checkpoint another read goes on, and ends with the same records.
 * - Refused credentials (401, 403) lead to a message that says what they must allow, and never shows them.
 * - What is no page is refused as such.
 *
 * ```ts
 * import { apiSuite } from "@throughline/import/testing"
 *
 * apiSuite("my tool", {
 *   read: (url, resume) => readApi({ url, token: Redacted.make("secret"), mapping, ...(resume && { resume }) }),
 *   isAllowed: ({ headers }) => headers.authorization === "Bearer secret",
 *   answer: ({ url }) => ({ body: url.searchParams.get("page") === "2" ? { answers: [b] } : { answers: [a], next: "2" } }),
 *   asks: ["/answers", "/answers?page=2"],
 *   counts: { read: 2, imported: 2, skipped: 0, rejected: 0, duplicate: 0 },
 *   secret: "secret",
 *   access: "a token that may read answers"
 * })
 * ```
 */
export const apiSuite = (name: string, trial: ApiTrial): void => {
  describe(`${name} is read by its API`, () => apiLaws(trial))
}

const laws = <Mapping>(adapter: Importer<Mapping>, fixture: Fixture<Mapping>, options: SuiteOptions): void => {
  const tried = trial(adapter, fixture, options)
  accounting(tried)
  pieces(tried)
  resuming(tried)
  surroundings(tried)
  order(tried)
  text(tried)
  damage(tried)
  memory(tried)
  releasing(tried)
}
