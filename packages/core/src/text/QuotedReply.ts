/** Words that stand before what was written before, in mail programs' languages. */
const wrote =
  /^.{0,200}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał\(a\))\b.{0,60}:$/iu
const startsReply = /^(?:on|am|le|el|il|em|op|den|w dniu)\s/i
const divider =
  /^[-_*\s]{2,60}(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré|mensaje original|mensaje reenviado|messaggio originale|mensagem original)\b/iu
const sender = /^(?:from|von|de|da|van)\s?:\s.{1,300}$/iu
const sent = /^(?:sent|date|gesendet|datum|envoyé|enviado|inviato|verzonden|data|fecha)\s?:\s/iu

/** Whether the earlier message starts at a line: "On 3 May Ana wrote:" (perhaps over two lines), or a header. */
const startsEarlier = (line: string, next: string): boolean => {
  if (divider.test(line)) return true
  if (sender.test(line) && sent.test(next)) return true
  return startsReply.test(line) && (wrote.test(line) || (line.length < 200 && wrote.test(next)))
}

/**
 * What the writer of a reply wrote: quoted lines, the earlier message and the signature behind `-- ` are left out.
 *
 * A text that is nothing but a quotation stays as it is.
 *
 * ```ts import.meta.vitest
 * import { withoutQuotation } from "./QuotedReply.ts"
 *
 * withoutQuotation("Still broken.\n> Is it fixed?\n-- \nAna") // => "Still broken."
 * withoutQuotation("Thanks!\n\nOn Mon, 3 May 2026 Support wrote:\nHello") // => "Thanks!\n"
 * ```
 */
export const withoutQuotation = (text: string): string => {
  if (!text.includes("\n")) return text
  const lines = text.split(/\r?\n/)
  const own: Array<string> = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ""
    if (line === "-- " || (line === "--" && i > 0) || startsEarlier(line.trim(), lines[i + 1]?.trim() ?? "")) break
    if (!/^\s{0,3}>/.test(line)) own.push(line)
  }
  return own.some((line) => /[\p{L}\p{N}]/u.test(line)) ? own.join("\n") : text
}
