import { readFileSync } from "node:fs"

/** Fields of `/proc/PID/stat` after the name, which can hold anything. */
const stat = (pid: number): ReadonlyArray<string> => {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? []
  } catch {
    return []
  }
}

/** The processes that a process has started and that still run. */
const childrenOf = (pid: number): ReadonlyArray<number> => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number)
  } catch {
    return []
  }
}

/** Clock ticks of the kernel a second: 100 on every Linux that Node runs on. */
const ticks = 100

/** Processor time of a process and those that it started, ended ones too, in seconds: user and system, all threads. */
const secondsOf = (pid: number): number => {
  const fields = stat(pid)
  const own = [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place] ?? 0), 0) / ticks
  return childrenOf(pid).reduce((sum, child) => sum + secondsOf(child), own)
}

/** Processor time of this process, without those that it started, and of these servers, in seconds. */
export const processorTime = (servers: ReadonlyArray<number>): { readonly here: number; readonly servers: number } => {
  const { system, user } = process.cpuUsage()
  return { here: (user + system) / 1e6, servers: servers.reduce((sum, pid) => sum + secondsOf(pid), 0) }
}

/** What it takes to do something. */
export const spent = async (servers: ReadonlyArray<number>, act: () => Promise<unknown>) => {
  const before = processorTime(servers)
  await act()
  const after = processorTime(servers)
  return { here: after.here - before.here, servers: after.servers - before.servers }
}

/** Start something; gives the processes that it left running. */
export const started = async <A>(
  start: () => Promise<A>
): Promise<{ readonly value: A; readonly pids: ReadonlyArray<number> }> => {
  const before = new Set(childrenOf(process.pid))
  const value = await start()
  return { value, pids: childrenOf(process.pid).filter((pid) => !before.has(pid)) }
}
