/** Everything about topics under one name: `Topics.fit`, `Topics.assign`. */
export { type AssignOptions, assign, assigner, vectorAssigner } from "./Assign.ts"
export { sample } from "./Collapse.ts"
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
export type { Vectors } from "./Vectors.ts"
