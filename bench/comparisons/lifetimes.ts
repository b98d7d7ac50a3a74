import { Buffer } from "node:buffer"
import { writeFileSync } from "node:fs"
import { random } from "../random.ts"

/** Lifetimes with a group and eight covariates. */
export interface Lifetimes {
  readonly time: Float64Array
  /** 1 or 0. */
  readonly event: Float64Array
  /** 0 to 3. */
  readonly group: Float64Array
  readonly covariates: ReadonlyArray<Float64Array>
}

/** Whole days have many events a day; exact times have hardly two alike. */
export type Clock = "whole days" | "exact times"

/** What the covariates do to the logarithm of the hazard. */
const effects = [0.5, -0.3, 0.2, 0, 0.1, -0.1, 0.4, 0.05]

/** Lifetimes that follow a Cox model, of which about half end in the event. */
export const lifetimes = (rows: number, clock: Clock): Lifetimes => {
  const draw = random(5)
  const uniform = (): number => (draw(2 ** 30) + 0.5) / 2 ** 30
  // Near enough to normal: four uniform numbers, centred and scaled.
  const normal = (): number => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3)
  const covariates = effects.map(() => Float64Array.from({ length: rows }, normal))
  const hazard = (row: number): number =>
    Math.exp(effects.reduce((sum, effect, j) => sum + effect * (covariates[j]?.[row] ?? 0), 0)) / 500
  const [time, event] = [new Float64Array(rows), new Float64Array(rows)]
  for (let row = 0; row < rows; row++) {
    const [left, seen] = [-Math.log(uniform()) / hazard(row), 1000 * uniform()]
    const last = Math.min(left, seen)
    time[row] = clock === "whole days" ? Math.ceil(last) : last
    event[row] = left <= seen ? 1 : 0
  }
  return { time, event, group: Float64Array.from({ length: rows }, () => draw(4)), covariates }
}

/** Write lifetimes as numbers that any language can read: how many, as a 32-bit integer, then column after column. */
export const writeLifetimes = (path: string, { covariates, event, group, time }: Lifetimes): void => {
  const columns = [time, event, group, ...covariates]
  writeFileSync(path, Buffer.concat([Int32Array.of(time.length), ...columns].map((each) => Buffer.from(each.buffer))))
}

/** Read lifetimes back. */
export const readLifetimes = (bytes: Buffer): Lifetimes => {
  const rows = bytes.readInt32LE(0)
  const column = (place: number): Float64Array => {
    const start = 4 + 8 * place * rows
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + start + 8 * rows))
  }
  return {
    time: column(0),
    event: column(1),
    group: column(2),
    covariates: effects.map((_, j) => column(3 + j))
  }
}
