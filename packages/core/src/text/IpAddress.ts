/** Whether four numbers with points between them are an address of version 4. */
const isVersion4 = (text: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split(".").every((part) => Number(part) < 256)

const group = /^[0-9a-f]{1,4}$/i

/** How many groups of 16 bits stand between colons; `undefined` when something else does. */
const groupsIn = (text: string): number | undefined => {
  if (text === "") return 0
  const parts = text.split(":")
  const embedded = isVersion4(parts.at(-1) ?? "")
  const groups = embedded ? parts.slice(0, -1) : parts
  if (!groups.every((each) => group.test(each))) return undefined
  return groups.length + (embedded ? 2 : 0)
}

/**
 * Whether a text is an IP address, of version 4 or of version 6 (RFC 4291): neither `::` nor one group before it.
 *
 * ```ts import.meta.vitest
 * import { isIpAddress } from "./IpAddress.ts"
 *
 * isIpAddress("192.168.0.12") // => true
 * isIpAddress("2001:db8::1") // => true
 * isIpAddress("10:30:15") // => false
 * ```
 */
export const isIpAddress = (text: string): boolean => {
  if (!text.includes(":")) return isVersion4(text)
  const halves = text.split("::")
  const counts = halves.map(groupsIn)
  if (halves.length > 2 || counts.includes(undefined)) return false
  const count = counts.reduce((sum: number, each) => sum + (each ?? 0), 0)
  if (halves.length === 1) return count === 8
  return count >= (halves[1] === "" ? 2 : 1) && count <= 7
}
