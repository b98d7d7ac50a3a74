/** The characters that XML is written with, as bytes. */
export const sign = {
  tab: 9,
  lf: 10,
  cr: 13,
  space: 32,
  bang: 33,
  quote: 34,
  hash: 35,
  amp: 38,
  apostrophe: 39,
  dash: 45,
  slash: 47,
  semicolon: 59,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  open: 91,
  close: 93
} as const

/** The first byte of U+FFFE and U+FFFF, which are no characters, and of others that are. */
export const high = 0xef

const set = (table: Uint8Array, from: number, to: number): void => {
  table.fill(1, from, to + 1)
}

/** 1 for the bytes of names: what may stand in them beyond ASCII is looked at once a name. */
export const nameBytes = new Uint8Array(256)
set(nameBytes, 0x80, 0xff)
for (const character of "-.:_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
  set(nameBytes, character.charCodeAt(0), character.charCodeAt(0))
}

/** 0 for the bytes that stand for themselves in values and in text. */
export const specialBytes = new Uint8Array(256)
set(specialBytes, 0, 31)
set(specialBytes, 0x80, 0xff)
for (const character of "\"'<&]") set(specialBytes, character.charCodeAt(0), character.charCodeAt(0))

/** Whether a byte is white space. */
export const isSpace = (byte: number): boolean =>
  byte === sign.space || byte === sign.lf || byte === sign.tab || byte === sign.cr

const names =
  /^[:A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}][-.\d:A-Z_a-z\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C-\u200D\u203F\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}]*$/u

/** Whether a text is a name (XML 1.0, fifth edition, production 5). */
export const isName = (text: string): boolean => names.test(text)
