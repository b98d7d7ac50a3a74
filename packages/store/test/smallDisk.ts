import { execFileSync } from "node:child_process"
import { mkdtempSync, rmdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A disk with little room. */
export interface SmallDisk {
  readonly path: string
  /** Give it more room. */
  readonly grow: (megabytes: number) => void
  readonly remove: () => void
}

const run = (command: string, ...options: ReadonlyArray<string>) => execFileSync(command, options, { stdio: "ignore" })

/** A disk of so many megabytes, in memory; `undefined` where nobody may mount one. */
export const smallDisk = (megabytes: number): SmallDisk | undefined => {
  const path = mkdtempSync(join(tmpdir(), "throughline-disk-"))
  try {
    run("mount", "-t", "tmpfs", "-o", `size=${megabytes}m,mode=777`, "tmpfs", path)
  } catch {
    rmdirSync(path)
    return undefined
  }
  return {
    path,
    grow: (more) => run("mount", "-o", `remount,size=${more}m`, path),
    remove: () => {
      run("umount", path)
      rmdirSync(path)
    }
  }
}
