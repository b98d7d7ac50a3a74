import { readFileSync } from "node:fs"

/** The rows of golden/survey.csv: a column an item, answered from 1 to 7. */
export const surveyRows = (): ReadonlyArray<Readonly<Record<string, number>>> => {
  const [header = "", ...lines] = readFileSync(new URL("golden/survey.csv", import.meta.url), "utf8")
    .trim()
    .split(/\r?\n/)
  const names = header.split(",")
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], Number(cell)])))
}
