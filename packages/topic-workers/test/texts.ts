import { Topics } from "@throughline/core"

const subjects = [
  ["my card was stolen", "someone has stolen my card", "card stolen, please block it", "block the stolen card"],
  ["where is my refund", "the refund has not arrived", "still waiting for my refund", "refund is late, money not back"],
  ["cannot log in", "the login fails", "my password is not accepted at login", "login says wrong password"]
]

/** Short texts about three subjects. */
export const some = (count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, i) => `${subjects[i % 3]?.[(i >> 2) % 4]}, since ${i % 7} days`)

/** Topics of these texts. */
export const model = Topics.fit(some(60), { topics: 3, seed: 1 })
