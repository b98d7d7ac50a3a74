import { DirectlyFollows, Tally } from "@throughline/core"
import type { DirectlyFollowsMap } from "../../src/index.ts"

/** Steps by from and to; `null` is where a case begins and ends. */
const steps: ReadonlyArray<readonly [from: string | null, to: string | null, count: number]> = [
  [null, "search", 900],
  [null, "website", 300],
  ["search", "website", 840],
  ["search", "search", 180],
  ["search", null, 190],
  ["website", "reviews", 600],
  ["website", "search", 130],
  ["website", "purchase", 140],
  ["website", null, 270],
  ["reviews", "search", 180],
  ["reviews", "purchase", 240],
  ["reviews", null, 180],
  ["purchase", "delivery", 290],
  ["purchase", null, 90],
  ["delivery", "service", 70],
  ["delivery", null, 240],
  ["service", "delivery", 20],
  ["service", null, 50]
]

const tally = Tally.fromColumns({
  columns: { from: steps.map(([from]) => from), to: steps.map(([, to]) => to) },
  counts: steps.map(([, , count]) => count)
})

const graph = DirectlyFollows.fromTally(tally)

/** Customers of a shop, some of whom go back from the reviews to the search. */
export const shopping: DirectlyFollowsMap = {
  title: "Three in ten who read reviews go back to the search",
  subtitle: "1,200 journeys in the first quarter",
  graph: graph._tag === "DirectlyFollows" ? graph : { nodes: [], edges: [], steps: 0 },
  planned: [
    { id: "search", name: "Search for a product" },
    { id: "website", name: "Website visit" },
    { id: "reviews", name: "Product reviews" },
    { id: "purchase", name: "Purchase process" },
    { id: "delivery", name: "Delivery" },
    { id: "service", name: "Customer service" }
  ]
}
