import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { format } from "./Format.ts"

export { events, feedback } from "./Mapping.ts"
export { type ApiOptions, readApi } from "./ReadApi.ts"

/**
 * Reads posts and votes of Canny: answers of its API, or payloads of its webhooks, as one document or one a line.
 *
 * Beside what Canny says of a post or vote, a mapping can name: `what` (`post` or `vote`), `request` (a post's id) and `vote` (a
 * vote's), `status` in lower case, `closed` (since when a post is no longer to be done), `duplicateOf` (the post that it was
 * merged into), `tag:NAME`, which is `yes` for a post with the tag, and of a webhook `event` and `happened`.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { feedback, importer } from "./Canny.ts"
 *
 * const post = { id: "p1", title: "Dark mode", details: "", status: "complete", score: 12, author: { id: "u1" },
 *   created: "2026-03-01T10:00:00.000Z", statusChangedAt: "2026-03-05T10:00:00.000Z" }
 * const input = Input.fromText("posts.json", JSON.stringify({ hasMore: false, posts: [post] }))
 * const [message] = await Effect.runPromise(Stream.runCollect(importer.read(input, { mapping: feedback })))
 * [message.id, message.record.status, message.record.votes] // => ["canny:requests:p1", "done", 12]
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)
