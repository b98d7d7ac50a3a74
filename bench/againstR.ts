import { type SurvivalTiming, survival, survivalOfR } from "./comparisons/survival.ts"

const clocks = ["whole days", "exact times"] as const

const milliseconds = (time: number): string => `${time.toFixed(1)} ms`.padStart(11)

const megabytes = (memory: number): string => (Number.isNaN(memory) ? "unknown" : `${memory.toFixed(0)} MB`).padStart(8)

const describe = ({ measure, ours, theirs }: SurvivalTiming): string => {
  const [us, them] = [milliseconds(ours.milliseconds), milliseconds(theirs.milliseconds)]
  const speed = (theirs.milliseconds / ours.milliseconds).toFixed(2)
  const memory = `memory${megabytes(ours.megabytes)} and${megabytes(theirs.megabytes)}`
  return `  ${measure.padEnd(14)}${us}   R${them}   ratio ${speed.padStart(5)}   ${memory}`
}

/** Survival against R at three sizes, a factor of ten apart, and how the time a row grows. */
export const againstR = (largest: number): void => {
  const version = survivalOfR()
  if (version === null) {
    console.log(
      "\nSurvival is not compared: there is no R with its survival package (Debian: r-base-core r-cran-survival)"
    )
    return
  }
  console.log(`\nSurvival against ${version}, each in a process of its own; memory is the peak of the process`)
  for (const clock of clocks) {
    const first = new Map<string, number>()
    for (const rows of [largest / 100, largest / 10, largest].map(Math.ceil)) {
      console.log(`\n${rows.toLocaleString("en")} lifetimes in ${clock}`)
      for (const timing of survival(rows, clock)) {
        const each = (1e6 * timing.ours.milliseconds) / rows
        const smallest = first.get(timing.measure) ?? each
        first.set(timing.measure, smallest)
        console.log(`${describe(timing)}   ${each.toFixed(0).padStart(5)} ns a row, ${(each / smallest).toFixed(2)}`)
      }
    }
  }
}
