import { argv, cpuUsage, hrtime, resourceUsage } from "node:process"

/** What is counted of the answers, to see that all read the same. */
export interface Seen {
  readonly records: number
  readonly score: number
  readonly comments: number
}

/** What reading a file took: milliseconds, of the processor in all threads and of the clock; the most memory held, in MB. */
export interface SurveyReading {
  readonly seen: Seen
  readonly processor: number
  readonly wall: number
  readonly megabytes: number
}

/** Takes the score and the comment of each answer. */
export type See = (score: number, comment: string | undefined) => void

/** Loaded one at a time: what the others take is no part of its memory. */
const readers = {
  ours: () => import("./csvSurveyOurs.ts"),
  csvParse: () => import("./csvSurveyByCsvParse.ts"),
  papaParse: () => import("./csvSurveyByPapaParse.ts")
}
export type Reader = keyof typeof readers

/** `node csvSurveyReader.ts <reader> <file>` */
const [, , reader = "", path = ""] = argv
const { readSurvey } = await readers[reader as Reader]()
const seen = { records: 0, score: 0, comments: 0 }
const start = { processor: cpuUsage(), wall: hrtime.bigint() }
await readSurvey(path, (score, comment = "") => {
  seen.records += 1
  seen.score += score
  seen.comments += comment.length
})
const { system, user } = cpuUsage(start.processor)
const wall = Number(hrtime.bigint() - start.wall) / 1e6
const reading: SurveyReading = {
  seen,
  processor: (system + user) / 1000,
  wall,
  megabytes: resourceUsage().maxRSS / 1024
}
console.log(JSON.stringify(reading))
