import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { csvFormat } from "./CsvFormat.ts"
import { format } from "./Format.ts"

export { posts, table } from "./Mapping.ts"
export { type ApiOptions, readApi } from "./ReadApi.ts"

/**
 * Reads posts as Fider's API gives them, as one document or one a line.
 *
 * Beside what Fider says of a post, a mapping can name: `status` in lower case, `closed` (when a post that is no longer to be done
 * was answered), `duplicateOf` (the number of the post that it says again), and `tag:NAME`, which is `yes` for a post with the tag.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { importer, posts } from "./Fider.ts"
 *
 * const post = { id: 70, number: 7, title: "Dark mode", slug: "dark-mode", description: "", createdAt: "2026-03-01T10:00:00Z",
 *   user: { id: 3 }, votesCount: 12, commentsCount: 0, status: "duplicate", tags: [],
 *   response: { text: "", respondedAt: "2026-03-05T10:00:00Z", original: { number: 2 } } }
 * const input = Input.fromText("posts.json", JSON.stringify([post]))
 * const [message] = await Effect.runPromise(Stream.runCollect(importer.read(input, { mapping: posts })))
 * [message.record.status, message.record.duplicateOf] // => ["declined", "fider:requests:2"]
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)

/**
 * Reads the CSV that Fider exports. Columns go by their headers; besides, `state` is the status in lower case, `closed` when a
 * post that is no longer to be done was answered, and `votes` their number, which older versions name otherwise.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { csv, table } from "./Fider.ts"
 *
 * const text = "number,title,description,created_at,created_by,votes_count,status,responded_at,original_number\n" +
 *   "7,Dark mode,,2026-03-01T10:00:00Z,Ann,12,planned,2026-03-02T10:00:00Z,\n"
 * const [message] = await Effect.runPromise(Stream.runCollect(csv.read(Input.fromText("posts.csv", text), { mapping: table })))
 * [message.id, message.record.status, message.record.closedAt] // => ["fider:requests:7", "planned", undefined]
 * ```
 */
export const csv: Importer<Mapping> = importerOf(csvFormat)
