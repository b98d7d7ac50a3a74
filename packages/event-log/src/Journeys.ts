import type { InvalidJourneys } from "./journeys/JourneyProblem.ts"
import { type JourneyOptions, type Journeys, readJourneys } from "./journeys/readJourneys.ts"
import { type JourneyContent, type WrittenJourneys, writeJourneys } from "./journeys/writeJourneys.ts"

export { type Actor, JourneyDocument, type Party } from "./journeys/JourneyDocument.ts"
export type { InvalidJourneys, JourneyProblem } from "./journeys/JourneyProblem.ts"
export type { ExperienceDefaults } from "./journeys/readExperience.ts"
export type { JourneyOptions, Journeys, Roles } from "./journeys/readJourneys.ts"
export type { JourneyContent, WrittenJourneys } from "./journeys/writeJourneys.ts"

/**
 * Reads a document of journeys, after `JSON.parse`: the planned journey, and what the actual ones say as interactions and
 * responses. `journey.schema.json` of this package says what a document holds. What it leaves out is missing or empty here.
 *
 * A document that is wrong anywhere is not read at all: `InvalidJourneys` tells where, what stands there, what is expected and
 * what to do, at most a hundred problems, without ids, names or comments of persons.
 *
 * An experience is a response once metric, scale, score and direction are known, from the document or from `options.experience`.
 * What is not known is a question; nothing is guessed, and that experience is left out. Where low is good the score is turned
 * round (`minimum + maximum − score`), in `ces1` where high is. At a touchpoint it has the touchpoint's time, channel, team and
 * segment. Records without ids get those of their source, journey and place: reading twice gives the same.
 *
 * ```ts import.meta.vitest
 * import { read } from "./Journeys.ts"
 *
 * const felt = { metric: "csat", scale: "1-5", score: 2 }
 * const visit = { touchpoint: "checkout", at: "2026-03-29T10:00:00+02:00", experience: [felt] }
 * const evidence = { source: "diary", kind: "subjective" }
 * const document = { version: "1.0", actual: [{ id: "j1", customer: "c-17", evidence, touchpoints: [visit] }] }
 * const { interactions, questions } = read(document)
 * interactions[0].id // => "diary:interactions:j1|0"
 * questions // => ['actual[0].touchpoints[0].experience[0].direction: is a high score good ("highIsGood") or bad ("lowIsGood")?']
 * const { responses } = read(document, { experience: { direction: "lowIsGood" } })
 * [responses[0].id, responses[0].score] // => ["diary:responses:j1|0:0", 4]
 * read({ version: "2.0" }).problems // => [{ path: "version", found: '"2.0"', expected: '"1.0"', fix: 'this version reads "1.0"' }]
 * ```
 */
export const read = (json: unknown, options?: JourneyOptions): Journeys | InvalidJourneys => readJourneys(json, options)

/**
 * Writes a planned journey and what happened as a document of journeys: `document` is for `JSON.stringify`. Each customer is one
 * actual journey, in the order in which customers first appear, in interactions and then in responses, with interactions in the
 * order given; responses stand beside them as experience with times of their own, for nobody said which visit each is about.
 *
 * What `read` gives can be written, and `read` gives the same back: the same plan, actors and roles; the same interactions and
 * responses, a customer's together. Without anything it is a document with a version.
 *
 * What a document cannot hold is `InvalidJourneys`, told by the place where it would have stood: a time that is none, an id of two
 * records, an actor that is not named, more than 100,000 customers or 10,000 interactions of one, names
 * above 1000 characters, sources above 64.
 *
 * ```ts import.meta.vitest
 * import { write } from "./Journeys.ts"
 *
 * const planned = { id: "shop", name: "Shop", stages: [{ id: "buy", name: "Buy", touchpoints: [{ id: "checkout", name: "Checkout" }] }] }
 * const actors = [{ id: "customer", kind: "endUser" }]
 * const roles = new Map([["checkout", { type: "communicationPoint", initiator: { actor: "customer", label: "Pays" } }]])
 * const { document } = write({ planned, actors, roles })
 * document.planned.stages[0].touchpoints[0].initiator // => { actor: "customer", label: "Pays" }
 * write({ planned, roles }).problems[0].expected // => "the id of one of the actors"
 * ```
 */
export const write = (content: JourneyContent): WrittenJourneys | InvalidJourneys => writeJourneys(content)
