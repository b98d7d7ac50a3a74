import type { Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import { Effect, ManagedRuntime } from "effect"
import { median } from "../Comparison.ts"
import type { Engine } from "./Engine.ts"
import { spent } from "./processorTime.ts"
import { type Question, questions } from "./questions.ts"
import { doorTo } from "./wire.ts"

const rounds = 3

/** What a question took, in seconds of processor time. */
export interface Asked {
  readonly name: string
  readonly groups: number
  readonly ours: number
  readonly theirs: number
  /** The median ratio of a round. */
  readonly ratio: number
  /** What came back from the servers, in bytes. */
  readonly received: number
}

/** What a group and the frame of an answer may take on the wire, in bytes. */
const [ofGroup, ofAnswer] = [150, 4000]

type Ask = (question: Question) => Promise<Tally.Tally>

/** The counts of an answer by hand, those of one group in several rows added up. */
const countsOf = (rows: ReadonlyArray<ReadonlyArray<unknown>>): ReadonlyArray<number> => {
  const groups = new Map<string, number>()
  for (const row of rows) {
    const key = row.slice(0, -1).map(String).join("|")
    groups.set(key, (groups.get(key) ?? 0) + Number(row.at(-1)))
  }
  return [...groups.values()].sort((a, b) => a - b)
}

const compare = async (engine: Engine, question: Question, ask: Ask): Promise<Omit<Asked, "received">> => {
  const tally = await ask(question)
  const expected = countsOf(await engine.ask(question.sql[engine.dialect]))
  if (String(tally.counts.toSorted((a, b) => a - b)) !== String(expected))
    throw new Error(`${engine.name}: "${question.name}" by hand gives other counts`)
  const times: Array<readonly [ours: number, theirs: number]> = []
  for (let round = 0; round < rounds; round++) {
    const took = async (act: () => Promise<unknown>) => {
      const { here, servers } = await spent(engine.servers.store, act)
      return here + servers
    }
    const ours = () => took(() => ask(question))
    const theirs = () => took(() => engine.ask(question.sql[engine.dialect]))
    if (round % 2 === 0) times.push([await ours(), await theirs()])
    else times.push([await theirs(), await ours()].toReversed() as unknown as [number, number])
  }
  return {
    name: question.name,
    groups: tally.counts.length,
    ours: median(times.map(([ours]) => ours)),
    theirs: median(times.map(([, theirs]) => theirs)),
    ratio: median(times.map(([ours, theirs]) => ours / theirs))
  }
}

const asker = async (engine: Engine, ports: ReadonlyArray<number>) => {
  const runtime = ManagedRuntime.make(engine.asked(ports))
  await runtime.runPromise(Effect.asVoid(Effect.service(Store)))
  const ask: Ask = (question) => runtime.runPromise(Effect.flatMap(Store, (store) => question.ask(store)))
  return { ask, close: () => runtime.dispose() }
}

/** Ask every question once through doors that count. Fails when more comes back than the counts take. */
const receivedBy = async (engine: Engine): Promise<ReadonlyArray<number>> => {
  const doors = await Promise.all(engine.ports.map(doorTo))
  const { ask, close } = await asker(
    engine,
    doors.map(({ port }) => port)
  )
  const received = () => doors.reduce((sum, door) => sum + door.received(), 0)
  const bytes: Array<number> = []
  for (const question of questions) {
    const before = received()
    const { counts } = await ask(question)
    const came = received() - before
    if (came > doors.length * (ofAnswer + ofGroup * counts.length))
      throw new Error(`${engine.name}: "${question.name}" brought ${came} bytes for ${counts.length} groups`)
    bytes.push(came)
  }
  await close()
  for (const door of doors) door.close()
  return bytes
}

/** Every question, asked of the store and by hand in turns. */
export const tallies = async (engine: Engine): Promise<ReadonlyArray<Asked>> => {
  const received = await receivedBy(engine)
  const { ask, close } = await asker(engine, engine.ports)
  const asked: Array<Asked> = []
  for (const [i, question] of questions.entries())
    asked.push({ ...(await compare(engine, question, ask)), received: received[i] ?? 0 })
  await close()
  return asked
}
