import type { Topics } from "@throughline/core"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { Thread } from "./Thread.ts"
import type { TopicWorkerFailed } from "./TopicWorkerFailed.ts"
import type { Verdicts } from "./Verdicts.ts"

/** Threads that share questions. They start when there is work for them, and end with their scope. */
export class Threads {
  readonly #model: Topics.TopicModel
  readonly #most: number
  readonly #started: Array<Thread> = []

  private constructor(model: Topics.TopicModel, most: number) {
    this.#model = model
    this.#most = most
  }

  /** At most so many threads. */
  static make(model: Topics.TopicModel, most: number): Effect.Effect<Threads, never, Scope.Scope> {
    return Effect.acquireRelease(
      Effect.sync(() => new Threads(model, most)),
      (threads) => Effect.promise(() => Promise.all(threads.#started.map((thread) => thread.end())))
    )
  }

  /** Ask the thread with least to do. After one of them failed, none is asked. */
  ask(texts: ReadonlyArray<string>): Effect.Effect<Verdicts, TopicWorkerFailed> {
    return Effect.suspend(() => {
      const failure = this.#started.find((thread) => thread.failure !== undefined)?.failure
      return failure === undefined ? this.#free().ask(texts) : Effect.fail(failure)
    })
  }

  #free(): Thread {
    const least = this.#started.toSorted((a, b) => a.load - b.load)[0]
    if (least !== undefined && (least.load === 0 || this.#started.length >= this.#most)) return least
    const thread = new Thread(this.#model)
    this.#started.push(thread)
    return thread
  }
}
