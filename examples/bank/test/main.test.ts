import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const main = fileURLToPath(new URL("../main.ts", import.meta.url))

it("prints the expectations, the gaps and the scores", () => {
  expect(execFileSync(process.execPath, [main], { encoding: "utf8" })).toBe(`\
What customers expect
  Account opening   Open an account in minutes, with few papers
  Online banking    Find every payment, at any hour
  Branch visit      Be served by somebody who knows me
  Customer support  Have it solved in the first call

Experience minus prediction, points of 1 to 5, 95 % interval
  Account opening   0.00 (-0.63 to +0.63), n = 8
  Online banking    +0.38 (-0.25 to +1.00), n = 8  differs from the others
  Branch visit      +0.38 (-0.25 to +1.00), n = 8  differs from the others
  Customer support  -1.88 (-2.82 to -0.93), n = 8  differs from the others

Net Promoter Score, 95 % interval
  Account opening   +43 (-16 to +76), n = 7
  Online banking    +75 (+18 to +91), n = 8  differs from the others
  Branch visit      0 (-46 to +46), n = 7
  Customer support  -75 (-91 to -18), n = 8  differs from the others
`)
})
