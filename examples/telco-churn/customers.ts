import { readFileSync } from "node:fs"
import { Tally } from "@throughline/core"

/** How long a customer has stayed, on which contract, and whether they left. */
export interface Customer {
  readonly contract: string
  /** Months stayed. */
  readonly tenure: number
  /** `"Yes"`: left after that time. `"No"`: still there. */
  readonly churn: string
}

/** The customers of the file. It has no quoted cells, so splitting at the commas reads it. */
const read = (file: URL): ReadonlyArray<Customer> => {
  const [header = "", ...lines] = readFileSync(file, "utf8").trimEnd().split(/\r?\n/)
  const names = header.split(",")
  const [contract, tenure, churn] = ["Contract", "tenure", "Churn"].map((name) => names.indexOf(name))
  return lines.map((line) => {
    const cells = line.split(",")
    return {
      contract: cells[contract ?? -1] ?? "",
      tenure: Number(cells[tenure ?? -1]),
      churn: cells[churn ?? -1] ?? ""
    }
  })
}

/** The customers by contract, months stayed and whether they left: all that a survival curve needs. */
export const customers = Tally.from(read(new URL("data/Telco-Customer-Churn.csv", import.meta.url)), {
  by: ["contract", "tenure", "churn"]
})

/** Where the tally holds what `Survival` asks for. */
export const lifetimes = { time: "tenure", outcome: "churn", event: "Yes" } as const
