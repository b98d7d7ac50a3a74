/** What an engine that speaks SQL is built from: its dialect, and statements whose every value is bound. */
export type { Dialect, WriteDerived } from "./Dialect.ts"
export { isIn } from "./filter.ts"
export { gridOf } from "./grid.ts"
export { read } from "./read.ts"
export type { Parameter, Parameters, Statement } from "./Statement.ts"
export { type IsRead, namedIn, selected } from "./selected.ts"
export { type ResultColumns, tally } from "./tally.ts"
export { floorTo } from "./whole.ts"
