import { buckets } from "../tally/Bucket.ts"
import * as Dimension from "../tally/Dimension.ts"
import { chunkLength, type Dictionary, Groups } from "../tally/Groups.ts"
import type { Tally } from "../tally/Tally.ts"
import type { OrderedPaths } from "./Paths.ts"

/** Durations below this find their code in an array. */
const shortSeconds = 1 << 16

/** The code of the bucket of a duration in milliseconds, rounded down to seconds. */
const bucketCoder = (dictionary: Dictionary, relativeError: number): ((milliseconds: number) => number) => {
  const { index } = buckets(relativeError)
  const known = new Int32Array(shortSeconds).fill(-1)
  return (milliseconds) => {
    const seconds = Math.floor(milliseconds / 1000)
    if (seconds >= shortSeconds) return dictionary.code(index(seconds))
    const code = known[seconds] as number
    if (code >= 0) return code
    const found = dictionary.code(index(seconds))
    known[seconds] = found
    return found
  }
}

/** Writes steps into the chunks of a tally. */
class StepWriter<Name extends string> {
  private readonly groups: Groups<Name>
  private readonly from: Uint32Array
  private readonly to: Uint32Array
  private readonly seconds: Uint32Array
  private row = 0

  constructor(groups: Groups<Name>) {
    const [from, to, seconds] = groups.codes
    const unused = new Uint32Array(chunkLength)
    this.groups = groups
    this.from = from ?? unused
    this.to = to ?? unused
    this.seconds = seconds ?? unused
  }

  add(from: number, to: number, seconds: number): void {
    if (this.row === chunkLength) this.flush()
    this.from[this.row] = from
    this.to[this.row] = to
    this.seconds[this.row] = seconds
    this.row++
  }

  flush(): void {
    this.groups.flush(this.row)
    this.row = 0
  }
}

const sides = [Dimension.field("from"), Dimension.field("to")] as const

/** Count the steps of all cases by where they come from and lead, and with a relative error by buckets of the time between. */
export const countSteps = (
  { at, codes, starts, values }: OrderedPaths,
  relativeError?: number
): Tally<"from" | "to" | "seconds"> => {
  const time = relativeError === undefined ? [] : [Dimension.bucket("seconds", relativeError)]
  const groups = new Groups<"from" | "to" | "seconds">([...sides, ...time], [])
  const [from, to, seconds] = groups.dictionaries
  for (const side of [from, to]) for (const value of [...values, null]) side?.code(value)
  const nowhere = values.length
  const unknown = seconds?.code(null) ?? 0
  const coder =
    seconds === undefined || relativeError === undefined ? () => unknown : bucketCoder(seconds, relativeError)
  const writer = new StepWriter(groups)
  for (let i = 0; i + 1 < starts.length; i++) {
    const [start, end] = [starts[i] as number, starts[i + 1] as number]
    let before = codes[start] as number
    writer.add(nowhere, before, unknown)
    for (let event = start + 1; event < end; event++) {
      const code = codes[event] as number
      writer.add(before, code, coder((at[event] as number) - (at[event - 1] as number)))
      before = code
    }
    writer.add(before, nowhere, unknown)
  }
  writer.flush()
  return groups.finish()
}
