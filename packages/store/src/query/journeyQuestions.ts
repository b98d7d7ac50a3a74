import type { Sources } from "@throughline/core"
import { isStorableText } from "../columns/storable.ts"
import type { Settings } from "./Settings.ts"

const isText = (value: unknown): boolean => typeof value === "string" && isStorableText(value)

const isQuestion = (question: Sources.Question | undefined): question is Sources.Question =>
  typeof question === "object" && question !== null && isText(question.metric) && isText(question.scale)

/** What is asked along journeys and about the whole, or the problem with what was told. */
export const journeyQuestions = ({ along, whole }: Settings): Sources.JourneyQuestions | string =>
  isQuestion(along) && isQuestion(whole) ? { along, whole } : "needs along and whole, each a metric and a scale"
