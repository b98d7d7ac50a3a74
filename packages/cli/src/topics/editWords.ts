import type { Topics } from "@throughline/core"

/** Ids of topics are shown; anything else that stands for one may be anything. */
const idText = (id: string): string => (/^t\d{1,9}$/.test(id) ? id : "…")

/** An edit for a reader, without names and texts, which may say who somebody is. */
export const editWords = (edit: Topics.TopicEdit): string => {
  const into = "into" in edit && edit.into !== undefined ? [`into ${idText(edit.into)}`] : []
  const what = "topic" in edit ? [idText(edit.topic)] : "proposal" in edit ? [idText(edit.proposal)] : []
  return [edit.kind, ...what, ...into].join(" ")
}
