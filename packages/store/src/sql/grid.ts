const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))

/** The widest step of a grid from the first of some whole numbers in order that all of them lie on; 0 for fewer than two. */
export const gridOf = (points: ReadonlyArray<number>): number =>
  points.reduce((step, point) => divisor(step, point - (points[0] ?? 0)), 0)
