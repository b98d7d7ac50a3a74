import * as Normal from "../src/stats/Normal.ts"
import { random } from "../src/stats/Random.ts"

/** Standard normal numbers from a seed. */
export const normals = (seed: number, count: number): ReadonlyArray<number> => {
  const uniform = random(seed)
  return Array.from({ length: count }, () => Normal.quantile(uniform()))
}
