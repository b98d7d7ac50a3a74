import { hint, label } from "../svg/label.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { spread } from "../svg/spread.ts"
import type { Pen } from "../svg/Theme.ts"
import { warning } from "../svg/warning.ts"
import { ellipsis } from "../text/wrap.ts"
import { type Curve, nameHeight, nameWidth, type Panel } from "./Panel.ts"

/** What is said of a curve below its name, and whether the name has the sign of a warning. */
export interface CurveRemark {
  readonly lines: ReadonlyArray<string>
  readonly warns: boolean
}

/** Each curve's name where it ends, with a remark, pushed apart where ends are close. */
export const drawNames = (
  pen: Pen,
  curves: ReadonlyArray<Curve>,
  panel: Panel,
  remarkOf: (curve: Curve, place: number) => CurveRemark
): Markup => {
  const drawn = curves.flatMap((curve, place) => (curve.steps.length > 0 ? [{ curve, place }] : []))
  const ends = drawn.map(({ curve }) => panel.y(curve.steps.at(-1)?.survival ?? 1))
  const remarks = drawn.map(({ curve, place }) => remarkOf(curve, place))
  const below = 16 * Math.max(1, ...remarks.map(({ lines }) => lines.length))
  const heights = spread(ends, nameHeight - 16 + below, panel.top, panel.bottom - below)
  return join(
    drawn.map(({ curve }, i) => {
      const { lines, warns } = remarks[i] ?? { lines: [], warns: false }
      const y = heights[i] ?? panel.top
      const x = panel.right + 12
      const type = { size: 13, weight: 700 } as const
      return element(
        "g",
        {},
        hint(`${curve.name}: ${lines.join(", ")}`),
        ...(warns ? [warning(pen, x, y)] : []),
        label(
          pen,
          warns
            ? ellipsis(curve.name, nameWidth - 18, type)
            : `${curve.lines.lines[0] ?? ""}${curve.lines.lines.length > 1 ? "…" : ""}`,
          warns ? x + 18 : x,
          y,
          { ...type, fill: curve.style.colour }
        ),
        ...lines.map((line, k) =>
          label(pen, ellipsis(line, nameWidth, { size: 12, weight: 400 }), x, y + 16 * (k + 1), {
            size: 12,
            fill: "muted"
          })
        )
      )
    })
  )
}
