import { clusters } from "../text/clusters.ts"
import { keepingPlace } from "../text/direction.ts"

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3ffff}]|\p{Emoji_Presentation}|\ufe0f/u
const nothing = /^(\p{M}|[\u200b-\u200f\u2060])+$/u

const clusterWidth = (cluster: string): number => (nothing.test(cluster) ? 0 : wide.test(cluster) ? 2 : 1)

/** How many columns of a terminal a text takes: two for an ideograph or emoji, none for a combining mark. */
export const displayWidth = (text: string): number =>
  clusters(text).reduce((sum, cluster) => sum + clusterWidth(cluster), 0)

/** Cut to so many columns, with an ellipsis. */
export const fitColumns = (text: string, columns: number): string => {
  if (displayWidth(text) <= columns) return text
  let kept = ""
  for (const cluster of clusters(text)) {
    if (displayWidth(kept) + clusterWidth(cluster) > columns - 1) break
    kept += cluster
  }
  return keepingPlace(`${kept}…`)
}

/** Fill up to so many columns, on the left where the text stands on the right. */
export const pad = (text: string, columns: number, right = false): string => {
  const space = " ".repeat(Math.max(0, columns - displayWidth(text)))
  return right ? `${space}${text}` : `${text}${space}`
}
