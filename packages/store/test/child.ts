import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { onTestFinished } from "vitest"

/** Run a script in a process of its own; it is killed when the test ends. */
export const child = (script: URL, ...args: ReadonlyArray<string>): ChildProcess => {
  const started = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "throughline-compile-cache") }
  })
  onTestFinished(() => void started.kill("SIGKILL"))
  return started
}

/** The lines a child prints. */
export const lines = (started: ChildProcess): AsyncIterable<string> => {
  if (started.stdout === null) throw new Error("The child prints nothing")
  return createInterface({ input: started.stdout })
}

/** Wait for the first line. */
export const opened = async (started: ChildProcess): Promise<void> => {
  for await (const _ of lines(started)) return
}

/** Kill a child the hard way and wait until it is gone. */
export const kill = async (started: ChildProcess): Promise<void> => {
  const gone = once(started, "exit")
  started.kill("SIGKILL")
  await gone
}
