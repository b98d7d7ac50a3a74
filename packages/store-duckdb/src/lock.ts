import { existsSync, readFileSync, realpathSync, unlinkSync, writeFileSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import { StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { dialect } from "./dialect.ts"

/** The one path of a file, however it was written and whichever links lead to it. */
export const realFile = (file: string): string =>
  existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(resolve(file))), basename(file))

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return undefined
  }
}

/** What tells a process from a later one with its number: the boot and tick it started in, where known. A zombie is gone. */
const startOf = (pid: number): string => {
  const fields = read(`/proc/${pid}/stat`)?.split(") ").at(-1)?.split(" ")
  if (fields === undefined) return ""
  return fields[0] === "Z" ? "gone" : `${read("/proc/sys/kernel/random/boot_id")?.trim()}/${fields[19]}`
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}

/** Whether the process that wrote a lock still runs. An empty lock is one whose writer died before it wrote. */
const isHeld = (content: string): boolean => {
  if (content === "") return false
  const [, pid, start] = /^(\d{1,10}) (\S*)\n$/.exec(content) ?? []
  if (pid === undefined) return true
  return isAlive(Number(pid)) && (start === "" || startOf(Number(pid)) === start)
}

/** The error for a database that somebody else has open. */
export const locked = (file: string): StoreError =>
  new StoreError({
    reason: "Locked",
    engine: dialect.engine,
    retry: "safe",
    message: `${file} is open in another process, or in another store of this one; close it there first. If no program uses it, delete ${file}.lock`
  })

/** The error for a file that cannot be opened as a database. */
export const unavailable = (file: string, why: string): StoreError =>
  new StoreError({
    reason: "Unavailable",
    engine: dialect.engine,
    retry: "safe",
    message: `${file} could not be opened (${why}); check that its folder exists and can be written, and that it is a DuckDB database`
  })

const exists = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EEXIST"

/** How many stores of this process read a file: DuckDB's own lock does not keep a process from itself. */
const readers = new Map<string, number>()

/** Take the lock in one go, so that no other fiber comes in between. A lock of a dead process is taken over. */
const take = (file: string, content: string): void => {
  if (readers.has(file)) throw locked(file)
  const path = `${file}.lock`
  try {
    writeFileSync(path, content, { flag: "wx" })
  } catch (error) {
    if (!exists(error)) throw error
    if (isHeld(read(path) ?? "")) throw locked(file)
    unlinkSync(path)
    writeFileSync(path, content, { flag: "wx" })
  }
}

/**
 * Hold `<file>.lock` while the scope is open.
 *
 * Two instances of one file in a process silently lose what they acknowledged, and DuckDB's own lock only keeps other
 * processes out.
 */
export const lock = (file: string): Effect.Effect<void, StoreError, Scope.Scope> => {
  const content = `${process.pid} ${startOf(process.pid)}\n`
  return Effect.acquireRelease(
    Effect.try({
      try: () => take(file, content),
      catch: (error) => (error instanceof StoreError ? error : unavailable(file, "the lock file cannot be written"))
    }),
    () =>
      Effect.sync(() => {
        if (read(`${file}.lock`) === content) unlinkSync(`${file}.lock`)
      })
  )
}

const enter = (file: string): void => {
  if (isHeld(read(`${file}.lock`) ?? "")) throw locked(file)
  readers.set(file, (readers.get(file) ?? 0) + 1)
}

const leave = (file: string): void => {
  const others = (readers.get(file) ?? 1) - 1
  if (others === 0) readers.delete(file)
  else readers.set(file, others)
}

/** Keep the stores of this process from writing a file while the scope is open; any number may read it. */
export const share = (file: string): Effect.Effect<void, StoreError, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.try({
      try: () => enter(file),
      catch: (error) => (error instanceof StoreError ? error : unavailable(file, "its lock file cannot be read"))
    }),
    () => Effect.sync(() => leave(file))
  )
