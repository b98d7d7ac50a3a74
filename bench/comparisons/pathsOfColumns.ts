import { Paths, Tally } from "@throughline/core"
import { type Comparison, candidate } from "../Comparison.ts"
import { random } from "../random.ts"

const touchpoints = 40
const eachCustomer = 10

interface Events {
  readonly customers: Uint32Array
  readonly at: Float64Array
  readonly codes: Uint8Array
}

/** Events of many customers in no order, as an export has them. */
const events = (size: number): Events => {
  const draw = random(6)
  const count = Math.ceil(size / eachCustomer)
  return {
    customers: Uint32Array.from({ length: size }, () => draw(count)),
    at: Float64Array.from({ length: size }, () => draw(31_536_000) * 1000),
    codes: Uint8Array.from({ length: size }, () => draw(touchpoints))
  }
}

/** Where the events of each customer begin. */
const starts = (customers: Uint32Array): Uint32Array => {
  let largest = 0
  for (let i = 0; i < customers.length; i++) largest = Math.max(largest, customers[i] as number)
  const begins = new Uint32Array(largest + 2)
  for (let i = 0; i < customers.length; i++) {
    const next = (customers[i] as number) + 1
    begins[next] = (begins[next] as number) + 1
  }
  for (let i = 1; i < begins.length; i++) begins[i] = (begins[i] as number) + (begins[i - 1] as number)
  return begins
}

/** Sort the few events of one customer by time. */
const insert = (at: Float64Array, codes: Uint8Array, start: number, end: number): void => {
  for (let i = start + 1; i < end; i++) {
    const [time, code] = [at[i] as number, codes[i] as number]
    let place = i
    for (; place > start && (at[place - 1] as number) > time; place--) {
      at[place] = at[place - 1] as number
      codes[place] = codes[place - 1] as number
    }
    at[place] = time
    codes[place] = code
  }
}

/**
 * The fastest way by hand, where customers are numbered without gaps, none has many events, and nothing is missing: a counting
 * sort by customer, an insertion sort by time, and one addition a step.
 */
const loop = ({ at, codes, customers }: Events): Float64Array => {
  const begins = starts(customers)
  const next = begins.slice()
  const [times, places] = [new Float64Array(at.length), new Uint8Array(at.length)]
  for (let i = 0; i < at.length; i++) {
    const customer = customers[i] as number
    const place = next[customer] as number
    next[customer] = place + 1
    times[place] = at[i] as number
    places[place] = codes[i] as number
  }
  const counts = new Float64Array(touchpoints * touchpoints)
  for (let customer = 0; customer + 1 < begins.length; customer++) {
    const [start, end] = [begins[customer] as number, begins[customer + 1] as number]
    insert(times, places, start, end)
    for (let i = start + 1; i < end; i++) {
      const cell = (places[i - 1] as number) * touchpoints + (places[i] as number)
      counts[cell] = (counts[cell] as number) + 1
    }
  }
  return counts
}

/** The steps of typed arrays of events, put in order first. */
export const pathsOfColumns = (size: number): Comparison => {
  const made = events(size)
  const values = Array.from({ length: touchpoints }, (_, i) => `touchpoint-${String(i).padStart(2, "0")}`)
  const { at, codes, customers } = made
  return {
    name: `Order ${size.toLocaleString("en")} events of typed arrays and count which touchpoint follows which`,
    ours: candidate(
      "Paths.fromColumns, Paths.steps",
      () => Paths.steps(Paths.fromColumns({ customers, at, touchpoints: { values, codes } })),
      (tally) =>
        Tally.rows(tally)
          .filter((row) => row.values.from !== null && row.values.to !== null)
          .map(({ count }) => count)
    ),
    peers: [
      candidate(
        "typed loop by hand",
        () => loop(made),
        (counts) => [...counts].filter((count) => count > 0)
      )
    ]
  }
}
