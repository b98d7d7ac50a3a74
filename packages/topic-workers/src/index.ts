export { TopicWorkerFailed } from "./TopicWorkerFailed.ts"
export * as TopicWorkers from "./TopicWorkers.ts"
