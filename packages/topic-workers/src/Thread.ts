import { Worker } from "node:worker_threads"
import type { Topics } from "@throughline/core"
import * as Effect from "effect/Effect"
import { TopicWorkerFailed } from "./TopicWorkerFailed.ts"
import type { Verdicts } from "./Verdicts.ts"

/** What a thread says to some texts: their topics, or why the model cannot be used. */
export type Answer =
  | { readonly _tag: "Assigned"; readonly verdicts: Verdicts }
  | { readonly _tag: "BadModel"; readonly why: string }

type Result = Effect.Effect<Verdicts, TopicWorkerFailed>

/** The code of a thread stands beside this module: TypeScript as it is written, JavaScript as it is published. */
const code = import.meta.url.endsWith(".ts")
  ? new URL("./assigning.ts", import.meta.url)
  : new URL("./assigning.js", import.meta.url)

const badModel = (why: string): TopicWorkerFailed =>
  new TopicWorkerFailed({ reason: "BadModel", message: `The model cannot be used: ${why}` })

/** Only the code of an error is told: its message may hold a text. */
const crashed = (error?: unknown): TopicWorkerFailed => {
  const code = error instanceof Error && "code" in error ? ` (${error.code})` : ""
  return new TopicWorkerFailed({ reason: "Crashed", message: `A thread that tells topics has ended${code}` })
}

/** One thread that tells topics: it answers in the order in which it is asked. */
export class Thread {
  /** Why it answers no more. */
  failure: TopicWorkerFailed | undefined
  readonly #worker: Worker
  readonly #waiting: Array<(result: Result) => void> = []

  constructor(model: Topics.TopicModel) {
    this.#worker = new Worker(code, { workerData: model })
    this.#worker.on("message", (answer: Answer) => {
      if (answer._tag === "BadModel") this.#fail(badModel(answer.why))
      else this.#waiting.shift()?.(Effect.succeed(answer.verdicts))
    })
    this.#worker.on("error", (error: unknown) => this.#fail(crashed(error)))
    this.#worker.on("exit", () => this.#fail(crashed()))
  }

  /** How many questions it has not answered. */
  get load(): number {
    return this.#waiting.length
  }

  /** Ask for the topics of texts. Who stops waiting leaves the others their turns. */
  ask(texts: ReadonlyArray<string>): Result {
    return Effect.callback((resume) => {
      if (this.failure !== undefined) return resume(Effect.fail(this.failure))
      this.#waiting.push(resume)
      this.#worker.postMessage(texts)
    })
  }

  /** End it, whatever it is at. */
  end(): Promise<unknown> {
    return this.#worker.terminate()
  }

  #fail(failure: TopicWorkerFailed): void {
    this.failure ??= failure
    for (const resume of this.#waiting.splice(0)) resume(Effect.fail(this.failure))
  }
}
