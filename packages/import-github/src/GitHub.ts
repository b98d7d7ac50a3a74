import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { format } from "./Format.ts"

export { issues } from "./Mapping.ts"
export { type ApiOptions, readApi } from "./ReadApi.ts"

/**
 * Reads issues of GitHub: a list of the API, payloads of webhooks, or what `gh issue list --json` writes, as one document or
 * one a line. Pull requests are skipped.
 *
 * Beside what GitHub says of an issue, a mapping can name: `issue` and `author` (their ids, the same from everywhere),
 * `status` (`open`, or why it was closed: `completed`, `not_planned`, `duplicate`; `closed` where it is not said), `by`
 * (`human` or `bot`), `votes` (thumbs up), `created`, `closed`, `updated`, `action` (of a webhook), and `label:NAME`, which is
 * `yes` for an issue with the label.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { importer, issues } from "./GitHub.ts"
 *
 * const issue = { id: "I_1", number: 1, title: "Dark mode", state: "OPEN", stateReason: "", author: { id: "U_1", is_bot: false },
 *   createdAt: "2026-03-01T10:00:00Z", updatedAt: "2026-03-05T10:00:00Z", labels: [{ name: "enhancement" }] }
 * const input = Input.fromText("issues.json", JSON.stringify([issue]))
 * const [message] = await Effect.runPromise(Stream.runCollect(importer.read(input, { mapping: issues })))
 * [message.id, message.record.status] // => ["github:requests:I_1", "open"]
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)
