import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { run } from "../src/run.ts"

/** Run the command, with what it writes to standard output and to the error stream. */
export const throughline = async (args: ReadonlyArray<string>) => {
  const [stdout, stderr]: [Array<string>, Array<string>] = [[], []]
  const captured: Console.Console = {
    ...globalThis.console,
    log: (text: string) => void stdout.push(`${text}\n`),
    error: (text: string) => void stderr.push(`${text}\n`)
  }
  const status = await Effect.runPromise(Effect.provideService(run(args), Console.Console, captured))
  return { status, stdout: stdout.join(""), stderr: stderr.join("") }
}
