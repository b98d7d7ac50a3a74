/** "bot" at the end of a word, but for the telephones called Cubot, and machines that name themselves otherwise. */
const machine =
  /(?<!cu)bot(?![a-z])|crawl|spider|slurp|headlesschrome|lighthouse|phantomjs|facebookexternalhit|pingdom|synthetics|monitoring/i
const longest = 1024

/**
 * Whether a browser's name of itself is that of a search engine, a monitor or a test: no customer.
 *
 * ```ts import.meta.vitest
 * import { isBot } from "./Bots.ts"
 *
 * isBot("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)") // => true
 * isBot("Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36") // => false
 * ```
 */
export const isBot = (userAgent: unknown): boolean =>
  typeof userAgent === "string" && machine.test(userAgent.slice(0, longest))
