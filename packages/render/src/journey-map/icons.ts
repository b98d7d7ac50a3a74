import { coordinate, element, type Markup } from "../svg/Markup.ts"
import type { Pen } from "../svg/Theme.ts"
import type { ChannelKind } from "./JourneyMap.ts"

/** Outlines on a grid of 24. */
const outlines: Readonly<Record<ChannelKind, string>> = {
  web: "M3 5h18v14H3zM3 9.5h18M6 7.25h.01M8.75 7.25h.01",
  app: "M7.5 2.5h9a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 20V4a1.5 1.5 0 0 1 1.5-1.5zM11 18.2h2",
  email: "M3 5.5h18v13H3zM3.4 6.2 12 13l8.6-6.8",
  phone:
    "M5.2 3.5h3.4l1.7 4.4-2.3 1.6a12.5 12.5 0 0 0 6.5 6.5l1.6-2.3 4.4 1.7v3.4a1.7 1.7 0 0 1-1.8 1.7C10.8 20 4 13.2 3.5 5.3a1.7 1.7 0 0 1 1.7-1.8z",
  chat: "M3 4.5h18v12H11l-5 4v-4H3zM8 10.5h.01M12 10.5h.01M16 10.5h.01",
  store: "M4 10v10.5h16V10M2.5 9.5 5 3.5h14l2.5 6zM10 20.5v-6h4v6",
  social: "M12 20S3.5 15.2 3.5 9.2A4.4 4.4 0 0 1 12 7.5a4.4 4.4 0 0 1 8.5 1.7C20.5 15.2 12 20 12 20z",
  parcel: "M12 2.5 20.5 7v10L12 21.5 3.5 17V7zM3.5 7l8.5 4.5L20.5 7M12 11.5v10M7.6 4.8l8.6 4.6",
  post: "M6 2.5h8.5L19 7v14.5H6zM14.5 2.5V7H19M9 12h7M9 16h7",
  event: "M3.5 5h17v15.5h-17zM3.5 10h17M8 2.5V7M16 2.5V7",
  other: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8 12h.01M12 12h.01M16 12h.01"
}

const outline = (kind: ChannelKind): string => (Object.hasOwn(outlines, kind) ? outlines[kind] : outlines.other)

/** A channel's icon, 13 px square, its top left corner at the point. */
export const channelIcon = ({ paint }: Pen, kind: ChannelKind, x: number, y: number): Markup =>
  element("path", {
    d: outline(kind),
    transform: `translate(${coordinate(x)} ${y}) scale(.5417)`,
    fill: "none",
    "stroke-width": 2.3,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    ...paint({ stroke: "muted" })
  })

/** The sign of a pain point: a triangle with a mark of exclamation, so that colour is not needed to see it. */
export const warning = ({ paint }: Pen, x: number, y: number): Markup =>
  element(
    "g",
    { transform: `translate(${coordinate(x)} ${coordinate(y)})` },
    element("path", {
      d: "M0 -8 8 6.2H-8z",
      "paint-order": "stroke",
      "stroke-width": 2,
      "stroke-linejoin": "round",
      ...paint({ fill: "short", stroke: "background" })
    }),
    element("path", {
      d: "M0 -3.2v4M0 3.6v.01",
      "stroke-width": 1.8,
      "stroke-linecap": "round",
      ...paint({ stroke: "background" })
    })
  )

/** The sign of a moment of truth. */
export const diamond = ({ paint }: Pen, x: number, y: number): Markup =>
  element("path", {
    d: `M${coordinate(x)} ${coordinate(y - 5.5)}l5.5 5.5-5.5 5.5-5.5-5.5z`,
    ...paint({ fill: "momentInk" })
  })

/** What one side of the gap looks like without colour. */
const signs = { up: "M0 0h9l-4.5 -8z", down: "M0 -8h9l-4.5 8z", level: "M0 -5.5h9v3h-9z" }

/** Up: experience exceeds expectation; down: it falls short; level: not certain which. */
export const direction = (
  { paint }: Pen,
  sign: keyof typeof signs,
  x: number,
  y: number,
  fill: "over" | "short" | "muted"
): Markup =>
  element("path", { d: signs[sign], transform: `translate(${coordinate(x)} ${coordinate(y)})`, ...paint({ fill }) })
