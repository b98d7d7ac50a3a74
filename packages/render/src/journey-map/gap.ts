import type { Estimate } from "@throughline/core"

/** Fewer answers than this say little: the point is hollow and has no label. */
export const smallSample = 30

/** What the interval of the gap allows to say: up, down, or not certain which. */
export const gapSign = ({ interval }: Estimate): "up" | "down" | "level" =>
  interval.high < 0 ? "down" : interval.low > 0 ? "up" : "level"

/** The colour that goes with it. */
export const gapColour = { up: "over", down: "short", level: "muted" } as const
