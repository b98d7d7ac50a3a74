import type { Flow } from "./order.ts"

/** A touchpoint at its place. */
export interface Box {
  readonly id: string
  readonly name: string
  readonly lines: ReadonlyArray<string>
  readonly facts: ReadonlyArray<string>
  readonly x: number
  readonly y: number
  readonly height: number
}

/** A point of the picture. */
export interface At {
  readonly x: number
  readonly y: number
}

/** A flow: where it runs, how thick, and what is written on it. */
export interface Edge {
  readonly flow: Flow
  readonly width: number
  readonly text: string
  readonly words: string
  readonly label: At
  /** From each row to the next; back along a lane of its own when `back`. */
  readonly points: ReadonlyArray<readonly [from: At, to: At]>
  readonly back:
    | { readonly out: At; readonly lane: number; readonly down: number; readonly up: number; readonly in: At }
    | undefined
}

/** Where everything of a graph is. */
export interface Layout {
  readonly boxes: ReadonlyArray<Box>
  readonly edges: ReadonlyArray<Edge>
  readonly right: number
  readonly bottom: number
}
