import { argv, cpuUsage, resourceUsage } from "node:process"

/** What reading a log took: milliseconds of the processor in all threads, and the most memory held, in MB. */
export interface LogReading {
  readonly events: number
  readonly processor: number
  readonly megabytes: number
}

const readers = { ours: () => import("./xesLogOurs.ts"), saxes: () => import("./xesLogBySaxes.ts") }
export type Reader = keyof typeof readers

/** `node xesLogReader.ts <reader> <file>` */
const [, , reader = "", path = ""] = argv
const { countEvents } = await readers[reader as Reader]()
const start = cpuUsage()
const events = await countEvents(path)
const { system, user } = cpuUsage(start)
const reading: LogReading = { events, processor: (system + user) / 1000, megabytes: resourceUsage().maxRSS / 1024 }
console.log(JSON.stringify(reading))
