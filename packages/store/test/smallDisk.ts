import { execFileSync } from "node:child_process"
import { mkdtempSync, rmdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"

/** A disk with little room. */
export interface SmallDisk {
  readonly path: string
  /** Give it more room. */
  readonly grow: (megabytes: number) => void
}

const run = (command: string, ...options: ReadonlyArray<string>) => execFileSync(command, options, { stdio: "ignore" })

const mount = (path: string, megabytes: number) =>
  run("mount", "-t", "tmpfs", "-o", `size=${megabytes}m,mode=777`, "tmpfs", path)

/** Whether this machine lets us have disks of our own. */
export const canMount = ((): boolean => {
  const path = mkdtempSync(join(tmpdir(), "throughline-disk-"))
  try {
    mount(path, 1)
    run("umount", path)
    return true
  } catch {
    return false
  } finally {
    rmdirSync(path)
  }
})()

/** A disk of so many megabytes, in memory, for one test. */
export const smallDisk = (megabytes: number): SmallDisk => {
  const path = mkdtempSync(join(tmpdir(), "throughline-disk-"))
  mount(path, megabytes)
  onTestFinished(() => {
    run("umount", path)
    rmdirSync(path)
  })
  return { path, grow: (more) => run("mount", "-o", `remount,size=${more}m`, path) }
}
