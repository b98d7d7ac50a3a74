import { IllFormed } from "./IllFormed.ts"
import { sign } from "./signs.ts"

/** A declaration is not longer. */
export const longestDeclaration = 1024

const blank = "[ \\t\\r\\n]"
const said = (name: string, value: string): string => `${blank}+${name}${blank}*=${blank}*(?:"${value}"|'${value}')`
const declaration = new RegExp(
  `^<\\?xml${said("version", "1\\.[0-9]+")}(?:${said("encoding", "[A-Za-z][\\w.-]*")})?(?:${said("standalone", "(?:yes|no)")})?${blank}*\\?>$`
)

/** Behind the XML declaration that begins here; -1 when its end has not come. */
export const declarationEnd = (bytes: Uint8Array, from: number, end: number): number => {
  let at = from
  while (at < end && at - from < longestDeclaration && !(bytes[at - 1] === sign.question && bytes[at] === sign.greater))
    at += 1
  if (at === end && at - from < longestDeclaration) return -1
  const text = String.fromCharCode(...bytes.subarray(from, at + 1))
  if (declaration.test(text)) return at + 1
  throw new IllFormed(from, "a declaration that is none", '<?xml version="1.0"?>')
}
