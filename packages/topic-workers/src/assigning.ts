import { parentPort, workerData } from "node:worker_threads"
import { Topics } from "@throughline/core"
import type { Answer } from "./Thread.ts"
import { buffersOf, packing } from "./Verdicts.ts"

// The code of a thread: it is given the model when it starts, then texts, and answers each message in its order.

const model = workerData as Topics.TopicModel

/** An assigner of the model, or why there is none. */
const assignerOf = (): ReturnType<typeof Topics.assigner> | string => {
  try {
    return Topics.assigner(model)
  } catch (error) {
    if (error instanceof RangeError) return error.message
    throw error
  }
}

const [topicOf, pack] = [assignerOf(), packing(model.topics)]
const answer = (message: Answer, move: ReadonlyArray<ArrayBuffer>): void => parentPort?.postMessage(message, [...move])

parentPort?.on("message", (texts: ReadonlyArray<string>) => {
  if (typeof topicOf === "string") return answer({ _tag: "BadModel", why: topicOf }, [])
  const verdicts = pack(texts.map((text) => topicOf(text)))
  answer({ _tag: "Assigned", verdicts }, buffersOf(verdicts))
})
