import { Funnel, insufficientData } from "@throughline/core"
import type { FunnelPanels } from "../../src/index.ts"
import { hostileTexts } from "./hostile.ts"
import { visits } from "./shopVisits.ts"

const steps = ["search", "product", "cart", "address", "payment"]

const names = [
  { id: "search", name: "Search" },
  { id: "product", name: "Product page" },
  { id: "cart", name: "Cart" },
  { id: "address", name: "Delivery address and delivery options" },
  { id: "payment", name: "Payment" }
]

const segment = (
  name: string,
  from: number,
  to: number,
  keep: (path: ReadonlyArray<string>) => boolean = () => true
) => ({
  name,
  funnel: Funnel.fromPaths(visits.slice(from, to).filter(keep), { steps })
})

/** The visits of a shop in five segments: one comes through more, one less, one hardly came. */
export const segments: FunnelPanels = {
  title: "Customers of the app come through more, visitors of the newsletter less",
  subtitle: "Visits of a shop, made from a fixed seed",
  groups: [
    { ...segment("App", 0, 1400, (path) => path.includes("address") || path.length % 3 === 0), differs: "higher" },
    segment("Web", 1400, 2600),
    segment("Marketplace of a partner with a long name that goes on", 2600, 3300),
    {
      ...segment("Newsletter", 3300, 4000, (path) => !path.includes("payment") || path.length % 2 === 0),
      differs: "lower"
    },
    segment("Kiosk", 3996, 4000),
    { name: "Phone", funnel: insufficientData("no cases", 0) }
  ],
  names
}

/** Groups nobody would name so. */
export const hostileSegments: FunnelPanels = {
  title: hostileTexts[0] ?? "",
  subtitle: hostileTexts[7] ?? "",
  groups: hostileTexts.map((name, i) => ({
    name,
    funnel:
      i % 6 === 0
        ? insufficientData(name, 0)
        : Funnel.fromPaths([hostileTexts, hostileTexts.slice(0, i)], { steps: [...new Set(hostileTexts)] }),
    differs: i % 4 === 0 ? ("higher" as const) : undefined
  }))
}
