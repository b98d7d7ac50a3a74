/** Texts that were written to be mistaken for something else: every one is stored and counted as it is. */
export const hostileTexts: ReadonlyArray<string> = [
  "'; DROP TABLE responses; --",
  "' OR 1=1 --",
  '"quoted"',
  "`ticked`",
  "back\\slash \\n \\0 \\x00",
  "$1 $2 ? :name {p:String} %s",
  "%_\\%",
  "__proto__",
  "constructor",
  "NULL",
  "\\N",
  "",
  " ",
  " padded ",
  "tab\tline\nreturn\r\n",
  "שלום \u202etxt.exe\u202c",
  "e\u0301",
  "\u00e9",
  "É",
  "ẞ ß ss",
  "İ i ı",
  "\uff5e",
  "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}",
  "\u{10FFFF}",
  "\ufeffbom",
  "\u0001\u001f\u007f",
  "[1,2]",
  '{"a":1}',
  "1e3",
  "001",
  "-0",
  "<script>alert(1)</script>",
  "=1+1",
  "x".repeat(10_000)
]

/** Ids that are easily taken for one another. */
export const ids: ReadonlyArray<string> = [
  "ada",
  "Ada",
  "ada ",
  "'; DROP TABLE customers; --",
  "' OR '1'='1",
  "__proto__",
  "\u{1F600}",
  "\uff5e",
  "\\",
  "%"
]

/** Instants where calendars go wrong: daylight saving, ends of years and ISO weeks, the epoch, the same millisecond. */
export const instants: ReadonlyArray<Date> = [
  "2024-02-29T12:00:00.000Z",
  "2024-12-29T23:59:59.999Z",
  "2024-12-30T00:00:00.000Z",
  "2024-12-31T23:00:00.000Z",
  "2025-01-01T00:00:00.000Z",
  "2025-03-09T06:59:59.999Z",
  "2025-03-09T07:00:00.000Z",
  "2025-03-30T00:59:59.999Z",
  "2025-03-30T01:00:00.000Z",
  "2025-04-05T14:59:59.999Z",
  "2025-04-05T15:00:00.000Z",
  "2025-10-26T00:30:00.000Z",
  "2025-10-26T01:30:00.000Z",
  "2025-11-02T05:30:00.000Z",
  "2025-11-02T06:30:00.001Z",
  "2025-12-31T22:59:59.999Z",
  "2025-12-31T23:00:00.000Z",
  "2026-01-01T00:00:00.000Z"
].map((at) => new Date(at))

/** Time zones with daylight saving of an hour, of half an hour, none, and an odd offset. */
export const timeZones: ReadonlyArray<string> = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu"
]

/** How many of the instants records are drawn from where they are to tie. */
export const few = 5
