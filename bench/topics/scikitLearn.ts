import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Labelled } from "./synthetic.ts"

const script = fileURLToPath(new URL("pipelines.py", import.meta.url))

/** What scikit-learn reached, and in what time (its import not counted). */
export interface Reached {
  readonly name: string
  readonly nmi: number
  readonly ari: number
  readonly seconds: number
}

const hasIt = (python: string): boolean => spawnSync(python, ["-c", "import sklearn.cluster"]).status === 0

/** Run pipelines of scikit-learn at the true number of labels; `null` where no Python has it. */
export const scikitLearn = (
  all: ReadonlyArray<Labelled>,
  pipelines: ReadonlyArray<string>
): ReadonlyArray<Reached> | null => {
  const python = ["python3", "/usr/bin/python3"].find(hasIt)
  if (python === undefined) return null
  const input = JSON.stringify({ texts: all.map(({ text }) => text), labels: all.map(({ label }) => label), pipelines })
  const { status, stderr, stdout } = spawnSync(python, [script], { input, encoding: "utf8", maxBuffer: 2 ** 26 })
  if (status !== 0) throw new Error(`scikit-learn: ${stderr}`)
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
}
