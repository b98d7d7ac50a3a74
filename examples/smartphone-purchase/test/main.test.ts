import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const main = fileURLToPath(new URL("../main.ts", import.meta.url))

it("prints the map, and that one person is no measure", () => {
  expect(execFileSync(process.execPath, [main], { encoding: "utf8" })).toBe(`\
Buying a smartphone: one person's map, 1 to 5

Touchpoint                 Expected Experienced  Gap  What to improve
A friend's phone                  4           5   +1  Nothing
Reviews and tests                 4           3   -1  Measure as people use it
Product page                      4           2   -2  Both models side by side
Trying it in the store            3           4   +1  Say what is in stock
Paying online                     5           4   -1  No account needed
Delivery                          5           3   -2  Say at once that it is late
Moving to the new phone           4           5   +1  Nothing
Question about the battery        4           1   -3  Reach a person in the chat

Not on the map: Attraction, Repurchase, Advocacy
As a measure of customers: one pair has no interval (n = 1)
`)
})
