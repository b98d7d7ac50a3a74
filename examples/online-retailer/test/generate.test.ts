import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { makeCompany } from "../generate/company.ts"
import { exportFiles } from "../generate/files.ts"

const files = exportFiles(makeCompany())
const bytes = (name: string) => files[name] ?? new Uint8Array()
const text = (name: string, encoding = "utf-8") =>
  new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes(name))
const count = (value: string, pattern: RegExp) => value.match(pattern)?.length ?? 0
const sha256 = (value: Uint8Array) => createHash("sha256").update(value).digest("hex")

describe("the exported files", () => {
  it.each(Object.keys(files))("%s is what the generator writes", (name) => {
    const committed = readFileSync(new URL(`../data/${name}`, import.meta.url))
    expect(sha256(bytes(name))).toBe(sha256(committed))
  })

  it("are the same when made again", { timeout: 60_000 }, () => {
    const again = exportFiles(makeCompany())
    expect(Object.entries(again).map(([name, value]) => [name, sha256(value)])).toEqual(
      Object.entries(files).map(([name, value]) => [name, sha256(value)])
    )
  })

  it("hold more than 200,000 interactions with ids of their own", () => {
    const ids = [
      ...text("interactions.csv").matchAll(/^E\d+(?=,)/gm),
      ...text("interactions-legacy.csv").matchAll(/^L\d+(?=;)/gm)
    ].map(([id]) => id)
    expect(count(text("interactions.csv"), /^E\d+,/gm)).toBe(170_536)
    expect(count(text("interactions-legacy.csv"), /^L\d+;/gm)).toBe(37_093)
    expect(new Set(ids).size).toBe(207_629)
  })

  it("of the old shop have a byte order mark, CRLF and times that no clock in Berlin showed", () => {
    const legacy = text("interactions-legacy.csv")
    expect(legacy.startsWith("\uFEFFEreignisID;KundenNr;Kontaktpunkt;Kanal;Zeitpunkt\r\n")).toBe(true)
    expect(count(legacy, /[^\r]\n/g)).toBe(0)
    expect(count(legacy, /;29\.03\.2026 02:\d\d:\d\d\r/g)).toBe(14)
  })

  it("of the survey have the flaws the README names", () => {
    const survey = text("survey-answers.csv")
    const start = String.raw`^R\d+,K\d+,[a-z-]+,[a-z]+,\w*,[a-z-]+,[\dTZ:-]+`
    const all = [...survey.matchAll(/^(R\d+),K/gm)].map(([, id]) => id)
    expect(all.length).toBe(41_514)
    expect(all.length - new Set(all).size).toBe(220)
    expect(count(survey, new RegExp(`${start},11,`, "gm"))).toBe(40)
    expect(count(survey, new RegExp(`${start},-1,`, "gm"))).toBe(30)
    expect(count(survey, new RegExp(String.raw`${start},6\.5,`, "gm"))).toBe(35)
    expect(count(survey, new RegExp(String.raw`${start},\d*,n/a,`, "gm"))).toBe(60)
    expect(count(survey, new RegExp(String.raw`${start},\d+$`, "gm"))).toBe(7)
    expect(count(survey, /,export-v2$/gm)).toBe(6)
    expect(count(survey, new RegExp(`${start},,,,dismissed,$`, "gm"))).toBe(2_416)
  })

  it("of the app are JSON but for seven lines", () => {
    const lines = text("survey-answers-app.ndjson").trimEnd().split("\n")
    const broken = lines.filter((line) => {
      try {
        return JSON.parse(line) === null
      } catch {
        return true
      }
    })
    expect([lines.length, broken.length]).toEqual([3_952, 7])
  })

  it("of the memberships and the help desk are in windows-1252", () => {
    expect(count(text("subscriptions.csv", "windows-1252"), /;zu umständlich;7?6?\d+,\d\d\r/g)).toBeGreaterThan(300)
    const tickets = text("tickets.csv", "windows-1252")
    expect(tickets).toContain("Größe")
    expect(tickets).toContain(" €")
    expect(tickets).toContain("<script>alert(1)</script>")
    expect(() => text("tickets.csv")).toThrow()
  })

  it("end with June", () => {
    for (const name of ["interactions.csv", "survey-answers.csv", "expectations.csv"]) {
      expect(count(text(name), /2026-(0[7-9]|1\d)-\d\dT/g)).toBe(0)
    }
    expect(count(text("subscriptions.csv", "windows-1252"), /;\d\d\.(0[7-9]|1\d)\.2026;/g)).toBe(0)
  })

  it("name no address but those of example.com", () => {
    const tickets = text("tickets.csv", "windows-1252")
    expect(count(tickets, /@(?!example\.com|SUM)/g)).toBe(0)
    expect(count(tickets, /\+49 (?!30 23125 \d{3})/g)).toBe(0)
  })
})
