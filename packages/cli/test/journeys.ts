import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { CustomerId, type Interaction, RecordId, SegmentId, TeamId, TouchpointId } from "@throughline/core"
import { throughline } from "./command.ts"

/** Exports without any interaction, and with a journey. */
export const shop = fileURLToPath(new URL("fixtures/shop", import.meta.url))

const day = 86_400_000
const start = Date.UTC(2026, 0, 1)

/** The planned journey. */
export const journey = {
  id: "shop",
  name: "Shop",
  stages: [
    {
      id: "choose",
      name: "Choose",
      touchpoints: [
        { id: "search", name: "Search", channel: "web" },
        { id: "reviews", name: "Reviews", channel: "web", optional: true }
      ]
    },
    {
      id: "buy",
      name: "Buy",
      touchpoints: [
        { id: "cart", name: "Cart", channel: "web" },
        { id: "paid", name: "Paid", channel: "web" }
      ]
    },
    { id: "receive", name: "Receive", touchpoints: [{ id: "parcel", name: "Parcel", channel: "parcel" }] },
    { id: "help", name: "Help", touchpoints: [{ id: "call", name: "Call", channel: "phone", optional: true }] }
  ]
}

const routes: ReadonlyArray<ReadonlyArray<string>> = [
  ["search", "cart", "paid", "parcel"],
  ["search", "reviews", "search", "cart"],
  ["search", "cart", "call", "call", "paid"],
  ["search"],
  ["cart", "search", "cart", "paid", "parcel"]
]

/** Half of the customers come back after a hundred days, so each of those has two journeys. */
export const interactions: ReadonlyArray<Interaction> = Array.from({ length: 120 }, (_, customer) =>
  [0, 100].flatMap((back) => {
    if (back > 0 && customer % 2 === 0) return []
    const segment = customer % 3 === 0 ? "new" : "known"
    const began = start + (customer + back) * day
    return (routes[((customer * customer + back) % 7) % routes.length] ?? []).map((touchpoint, i) => ({
      id: RecordId.make(`shop:interactions:${customer}-${back}-${i}`),
      customer: CustomerId.make(`c${customer}`),
      touchpoint: TouchpointId.make(touchpoint),
      at: new Date(began + i * (customer % 5) * day + i * 3_600_000),
      channel: touchpoint === "call" ? ("phone" as const) : customer % 4 === 0 ? ("app" as const) : ("web" as const),
      team: TeamId.make(touchpoint === "call" ? "service" : "sales"),
      segment: SegmentId.make(segment),
      evidence: { source: "shop", kind: "objective" as const }
    }))
  })
).flat()

const columns = ["id", "customer", "touchpoint", "at", "channel", "team", "segment"] as const

const cell = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : (String(value).split(":").at(-1) ?? "")

/** Write them as an export with its mapping, and give the folder. */
export const exported = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "throughline-journeys-"))
  const lines = interactions.map((visit) => columns.map((column) => cell(visit[column])).join(","))
  writeFileSync(join(folder, "visits.csv"), [columns.join(","), ...lines, ""].join("\n"))
  const fields = Object.fromEntries(columns.filter((column) => column !== "id").map((column) => [column, column]))
  const records = [{ kind: "interactions", id: "id", fields }]
  const file = { match: "visits.csv", source: "shop", format: "csv", time: { format: "iso" }, records }
  writeFileSync(join(folder, "throughline.json"), JSON.stringify({ journey, files: [file] }))
  return folder
}

/** The rows of a measure. */
export const measured = async (...args: ReadonlyArray<string>) => {
  const { status, stderr, stdout } = await throughline(["measure", ...args, "--format", "json"])
  const rows = (status === 0 ? JSON.parse(stdout) : []) as ReadonlyArray<Record<string, unknown>>
  return { status, stderr, rows }
}
