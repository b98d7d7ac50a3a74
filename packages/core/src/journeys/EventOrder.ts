import { sortOrder } from "../stats/SortOrder.ts"

/** Codes of customers or touchpoints: whole numbers from 0, as typed arrays or otherwise. */
export type Codes = ArrayLike<number>

/** Stands for what is no code. */
const noCode = 0xffff_ffff

/** Codes of which none is below 0 or a fraction. */
export type CodeArray = Uint8Array | Uint16Array | Uint32Array

const isCodeArray = (codes: Codes): codes is CodeArray =>
  codes instanceof Uint8Array || codes instanceof Uint16Array || codes instanceof Uint32Array

/** So many codes of the same kind. */
const alike = (codes: CodeArray, length: number): CodeArray => {
  if (codes instanceof Uint8Array) return new Uint8Array(length)
  return codes instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length)
}

/** Codes as they are, or as 32-bit numbers, with `noCode` for a number below 0, a fraction or `NaN`. */
export const toCodes = (codes: Codes): CodeArray => {
  if (isCodeArray(codes)) return codes
  const checked = new Uint32Array(codes.length)
  for (let i = 0; i < checked.length; i++) {
    const code = codes[i] as number
    checked[i] = Number.isInteger(code) && code >= 0 && code < noCode ? code : noCode
  }
  return checked
}

/** Events under their customers, each customer's in the order of time, equal times as they came. */
export interface OrderedEvents {
  /** Where the events of each customer begin; the last entry is how many there are. A customer may have none. */
  readonly starts: Uint32Array
  readonly touchpoints: CodeArray
  /** Milliseconds. */
  readonly at: Float64Array
}

interface Columns {
  readonly customers: Uint32Array
  readonly touchpoints: CodeArray
  readonly at: Float64Array
}

/** Events in columns of one length. What has no code or no time is left out. */
export interface Events extends Columns {
  /** Codes of touchpoints from here on are none. */
  readonly touchpointLimit: number
}

/** Whether a row has a customer, a touchpoint and a time. */
const isWhole = ({ at, customers, touchpointLimit, touchpoints }: Events, row: number): boolean => {
  const time = at[row] as number
  return customers[row] !== noCode && (touchpoints[row] as number) < touchpointLimit && time - time === 0
}

/** The largest code of a customer, -1 where there is none; `undefined` where a row is not whole. */
const largestOf = (events: Events): number | undefined => {
  const { customers } = events
  let largest = -1
  for (let row = 0; row < customers.length; row++) {
    if (!isWhole(events, row)) return undefined
    const customer = customers[row] as number
    if (customer > largest) largest = customer
  }
  return largest
}

/** The customer of each row, `noCode` where the row is not whole. */
const wholeOnes = (events: Events): Uint32Array =>
  events.customers.map((customer, row) => (isWhole(events, row) ? customer : noCode))

const largest = (customers: Uint32Array): number =>
  customers.reduce((most, customer) => (customer === noCode ? most : Math.max(most, customer)), -1)

/** Up to so many times as many codes of customers as events have a counter each. */
const sparsest = 4

/** The same customers under codes from 0 without gaps. */
const dense = (customers: Uint32Array): Uint32Array => {
  const codes = new Uint32Array(customers.length)
  let [code, before] = [-1, -1]
  for (const row of sortOrder(Float64Array.from(customers))) {
    const customer = customers[row] as number
    if (customer !== before) code++
    codes[row] = customer === noCode ? noCode : code
    before = customer
  }
  return codes
}

/** Where the events of each part begin, by counting them: those of one customer, or of 2^`shift` that follow each other. */
const startsOf = (customers: Uint32Array, parts: number, shift: number): Uint32Array => {
  const starts = new Uint32Array(parts + 1)
  for (let row = 0; row < customers.length; row++) {
    const customer = customers[row] as number
    if (customer === noCode) continue
    const next = (customer >>> shift) + 1
    starts[next] = (starts[next] as number) + 1
  }
  for (let part = 1; part < starts.length; part++) {
    starts[part] = (starts[part] as number) + (starts[part - 1] as number)
  }
  return starts
}

/** Put events into parts by their customers, each part's as they come. */
const divide = ({ at, customers, touchpoints }: Columns, parts: number, shift: number): Columns & OrderedEvents => {
  const starts = startsOf(customers, parts, shift)
  const next = starts.slice()
  const total = starts.at(-1) ?? 0
  const owners = new Uint32Array(shift > 0 ? total : 0)
  const [codes, times] = [alike(touchpoints, total), new Float64Array(total)]
  for (let row = 0; row < customers.length; row++) {
    const customer = customers[row] as number
    if (customer === noCode) continue
    const part = customer >>> shift
    const place = next[part] as number
    next[part] = place + 1
    if (shift > 0) owners[place] = customer
    codes[place] = touchpoints[row] as number
    times[place] = at[row] as number
  }
  return { starts, customers: owners, touchpoints: codes, at: times }
}

/** Counters of so many customers fit into a processor's cache, */
const fitting = 1 << 18
/** and with 2^13 to a part there are as many parts as it writes to at a time. */
const partShift = 13

/**
 * Put events under their customers, as they come. Where there are many, first under many customers at a time, so that memory is
 * not written all over the place.
 */
const underCustomers = (columns: Columns, largest: number): OrderedEvents =>
  divide(largest < fitting ? columns : divide(columns, (largest >>> partShift) + 1, partShift), largest + 1, 0)

/** Up to so many events of a customer are sorted by insertion. */
const few = 48

/** Sort a few events by time: those that are in order already cost one comparison each. */
const insert = (at: Float64Array, touchpoints: CodeArray, start: number, end: number): void => {
  for (let i = start + 1; i < end; i++) {
    const [time, touchpoint] = [at[i] as number, touchpoints[i] as number]
    let place = i
    while (place > start && (at[place - 1] as number) > time) {
      at[place] = at[place - 1] as number
      touchpoints[place] = touchpoints[place - 1] as number
      place--
    }
    at[place] = time
    touchpoints[place] = touchpoint
  }
}

const isInOrder = (at: Float64Array, start: number, end: number): boolean => {
  for (let i = start + 1; i < end; i++) if ((at[i - 1] as number) > (at[i] as number)) return false
  return true
}

/** Sort many events by time, in proportion to their number. */
const radix = (at: Float64Array, touchpoints: CodeArray, start: number, end: number): void => {
  if (isInOrder(at, start, end)) return
  const [times, codes] = [at.slice(start, end), touchpoints.slice(start, end)]
  const least = times.reduce((a, b) => Math.min(a, b))
  const order = sortOrder(times.map((time) => time - least))
  order.forEach((row, place) => {
    at[start + place] = times[row] as number
    touchpoints[start + place] = codes[row] as number
  })
}

/**
 * Put events under their customers in the order of time.
 *
 * A counting sort by customer, then each customer's events by insertion, or by radix where there are many: the time grows in
 * proportion to the events, and nothing but typed arrays is made.
 */
export const inOrder = (events: Events): OrderedEvents => {
  const known = largestOf(events)
  const given = known === undefined ? wholeOnes(events) : events.customers
  const most = known ?? largest(given)
  const isSparse = most > sparsest * given.length + 65_536
  const customers = isSparse ? dense(given) : given
  const ordered = underCustomers({ ...events, customers }, isSparse ? largest(customers) : most)
  const { at, starts, touchpoints } = ordered
  for (let customer = 0; customer + 1 < starts.length; customer++) {
    const [start, end] = [starts[customer] as number, starts[customer + 1] as number]
    if (end - start <= few) insert(at, touchpoints, start, end)
    else radix(at, touchpoints, start, end)
  }
  return ordered
}
