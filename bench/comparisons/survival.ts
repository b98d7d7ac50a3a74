import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { execPath } from "node:process"
import { fileURLToPath } from "node:url"
import { median } from "../Comparison.ts"
import { type Clock, lifetimes, writeLifetimes } from "./lifetimes.ts"

/** How one side did: the medians over its rounds and processes. */
interface Side {
  /** Of processor time, with all that runs beside the measure, such as the garbage collector. */
  readonly milliseconds: number
  /** The most memory that its process held, in megabytes. */
  readonly megabytes: number
}

/** One measure on one data set, by us and by R. */
export interface SurvivalTiming {
  readonly measure: string
  readonly ours: Side
  readonly theirs: Side
}

/** What a process printed. */
interface Run {
  readonly times: ReadonlyArray<number>
  readonly kilobytes: number
  readonly answer: ReadonlyArray<number>
}

const numbers = (text: string | undefined): ReadonlyArray<number> => (text ?? "").trim().split(" ").map(Number)

const run = (command: string, args: ReadonlyArray<string>): Run => {
  const { status, stderr, stdout } = spawnSync(command, args, { encoding: "utf8" })
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`)
  const [times, peak, answer] = stdout.split("|")
  return { times: numbers(times), kilobytes: Number(peak), answer: numbers(answer) }
}

const ours = fileURLToPath(new URL("./survivalOurs.ts", import.meta.url))
const theirs = fileURLToPath(new URL("../r/survival.R", import.meta.url))

const rscript = "Rscript"

/** The version of R's survival package; `null` where there is none. */
export const survivalOfR = (): string | null => {
  const ask = 'cat(R.version.string, "survival", format(packageVersion("survival")))'
  const { status, stdout } = spawnSync(rscript, ["-e", ask], { encoding: "utf8" })
  return status === 0 ? stdout : null
}

/** The first half of the rounds of a process warms it up. */
const sideOf = (runs: ReadonlyArray<Run>): Side => ({
  milliseconds: median(runs.flatMap(({ times }) => times.slice(times.length >> 1))),
  megabytes: median(runs.map(({ kilobytes }) => kilobytes / 1024))
})

/** Both ended their search a little apart from the maximum. */
const agree = (measure: string, [a, b]: readonly [Run, Run]): void => {
  const close = (value: number, i: number): boolean => {
    const other = b.answer[i] ?? Number.NaN
    return Math.abs(value - other) <= 1e-6 * Math.max(1, Math.abs(other))
  }
  if (a.answer.length === b.answer.length && a.answer.every(close)) return
  throw new Error(`${measure}: R gives another answer: ${a.answer} and ${b.answer}`)
}

/** How many rounds a process makes: few where one takes long. */
const roundsOf = (rows: number): string => String(Math.min(30, Math.max(3, Math.round(1e6 / rows))))

/** How often both sides take turns. */
const turns = 4

/**
 * Kaplan–Meier, the log-rank test and Cox regression on the same data, each in a process of its own, in turns.
 *
 * Only the measure is timed, not reading the data.
 */
export const survival = (rows: number, clock: Clock): ReadonlyArray<SurvivalTiming> => {
  const folder = mkdtempSync(join(tmpdir(), "throughline-bench-"))
  const path = join(folder, "lifetimes.bin")
  try {
    writeLifetimes(path, lifetimes(rows, clock))
    const rounds = roundsOf(rows)
    return ["kaplan-meier", "log-rank", "cox"].map((measure) => {
      const pairs = Array.from({ length: turns }, () => {
        const us = run(execPath, [ours, path, measure, rounds])
        return [us, run(rscript, [theirs, path, measure, rounds])] as const
      })
      for (const pair of pairs) agree(measure, pair)
      return { measure, ours: sideOf(pairs.map(([us]) => us)), theirs: sideOf(pairs.map(([, them]) => them)) }
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
