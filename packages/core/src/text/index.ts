/** Everything about topics under one name: `Topics.fit`, `Topics.assign`. */
export { assign, assigner } from "./Assign.ts"
export { type FitOptions, fit } from "./Fit.ts"
export type {
  Assignment,
  Topic,
  TopicExample,
  TopicMerge,
  TopicModel,
  TopicTerm,
  TopicText
} from "./TopicModel.ts"
