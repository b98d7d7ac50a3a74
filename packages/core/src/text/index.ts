/** Everything about topics under one name: `Topics.fit`, `Topics.assign`, `Topics.update`, `Topics.edit`, `Topics.refit`. */
export { type AssignOptions, assign, assigner, vectorAssigner } from "./Assign.ts"
export { sample } from "./Collapse.ts"
export { edit, type RefusedEdit, type TopicEdits } from "./Edit.ts"
export type { EditProblem } from "./Editing.ts"
export { type FitOptions, fit } from "./Fit.ts"
export { type RefitOptions, refit, type TopicMoves, type TopicRefit } from "./Refit.ts"
export type { PooledText, TopicEdit, TopicLife, TopicProposal } from "./TopicLife.ts"
export type {
  Assignment,
  FirstTopicModel,
  SavedTopicModel,
  Topic,
  TopicExample,
  TopicMerge,
  TopicModel,
  TopicTerm,
  TopicText
} from "./TopicModel.ts"
export { type TopicUpdate, type UpdateOptions, update } from "./Update.ts"
export type { Vectors } from "./Vectors.ts"
