import { parseArgs } from "node:util"
import { againstR } from "./againstR.ts"
import { type Comparison, compare } from "./Comparison.ts"
import { csvRecords } from "./comparisons/csvRecords.ts"
import { csvSurvey } from "./comparisons/csvSurvey.ts"
import { npsByTeam } from "./comparisons/npsByTeam.ts"
import { pathsOfColumns } from "./comparisons/pathsOfColumns.ts"
import { storeIngest, storeTally } from "./comparisons/store.ts"
import { tallyOfColumns } from "./comparisons/tallyOfColumns.ts"
import { tallyOfObjects } from "./comparisons/tallyOfObjects.ts"
import { xesLog } from "./comparisons/xesLog.ts"
import { growth } from "./growth.ts"

/** `node run.ts --rows 1000000 --teams 1000 --months 60 --events 10000000 --files 2 --stored 100000 --survey 100000 --log 100 --lifetimes 1000000 --seconds 2`: sizes, and the time each takes. */
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    teams: { type: "string", default: "1000" },
    months: { type: "string", default: "60" },
    events: { type: "string", default: "10000000" },
    files: { type: "string", default: "2" },
    stored: { type: "string", default: "100000" },
    survey: { type: "string", default: "100000" },
    log: { type: "string", default: "100" },
    lifetimes: { type: "string", default: "1000000" },
    seconds: { type: "string", default: "2" }
  }
})
const rows = Number(values.rows)

/** Each is made when its turn comes, so that the data of one does not weigh on another. */
const comparisons: ReadonlyArray<() => Comparison | Promise<Comparison>> = [
  () => tallyOfObjects(rows),
  () => tallyOfColumns(rows),
  () => npsByTeam(Number(values.teams), Number(values.months)),
  () => pathsOfColumns(Number(values.events)),
  () => csvRecords(Number(values.files)),
  () => storeIngest(Math.ceil(Number(values.stored) / 10)),
  () => storeTally(Number(values.stored))
]

const milliseconds = (time: number): string => `${time.toFixed(1)} ms`.padStart(11)

console.log(`Node ${process.version}. Medians of interleaved rounds; a ratio above 1: we are that many times faster.`)
for (const make of comparisons) {
  const comparison = await make()
  const [ours, ...peers] = await compare(comparison, Number(values.seconds))
  console.log(`\n${comparison.name}`)
  for (const peer of peers) {
    const ratio = peer.milliseconds / (ours?.milliseconds ?? Number.NaN)
    const [us, them] = [milliseconds(ours?.milliseconds ?? Number.NaN), milliseconds(peer.milliseconds)]
    console.log(`  ${ours?.name.padEnd(32)}${us}   ${peer.name.padEnd(26)}${them}   ratio ${ratio.toFixed(2)}`)
  }
}

console.log("\nGrowth of Tally.fromColumns: time a row, where 1.00 is that of the smallest")
for (const { nanoseconds, ratio, rows: size } of await growth(rows * 10, 4)) {
  console.log(
    `  ${size.toLocaleString("en").padStart(12)} rows${`${nanoseconds.toFixed(1)} ns`.padStart(11)}   ratio ${ratio.toFixed(2)}`
  )
}

csvSurvey(Number(values.survey))
xesLog(Number(values.log))
againstR(Number(values.lifetimes))
