import type { Colour } from "./Theme.ts"

const colours: ReadonlyArray<Colour> = ["experienced", "short", "over", "violet", "olive", "plum"]
const dashes: ReadonlyArray<string | undefined> = [undefined, "7 4", "2 4"]

/** How one of several lines is drawn. */
export interface SeriesStyle {
  readonly colour: Colour
  readonly dashes: string | undefined
}

/** The colour of the nth of several lines, and a dash pattern once the colours are used up. */
export const seriesStyle = (index: number): SeriesStyle => ({
  colour: colours[index % colours.length] ?? "experienced",
  dashes: dashes[Math.floor(index / colours.length) % dashes.length]
})
