import type { Mapping, Proposal, RecordRule } from "@throughline/import"
import {
  delimitedColumns,
  encodingOf,
  encodingQuestions,
  type Format,
  type Head,
  type MadeColumns,
  plainText,
  table
} from "@throughline/import/format"
import { beganBy, channels, isCustomer, priorities, states } from "./Values.ts"

/** What is told only by several columns of a conversation: the names are those of JSON. */
const made: MadeColumns = {
  names: ["customer_id", "began_by", "rating_state", "text"],
  values: (value) => [
    isCustomer(value("source_author_type")) ? value("source_author_id") : "",
    beganBy(value("source_delivered_as")),
    value("conversation_rating_value") === ""
      ? value("conversation_rating_created_at") === ""
        ? ""
        : "asked"
      : "given",
    plainText(value("source_body"))
  ]
}

const id = { id: "id", version: "updated_at" } as const

const ticket: RecordRule = {
  kind: "tickets",
  ...id,
  when: { column: "began_by", equals: ["customer"] },
  fields: {
    customer: "customer_id",
    at: "created_at",
    channel: { column: "source_type", values: channels },
    priority: { column: "priority", values: priorities },
    status: { column: "state", values: states },
    subject: "source_subject",
    body: "text"
  }
}

const ratings: ReadonlyArray<RecordRule> = [
  {
    kind: "responses",
    ...id,
    part: "rating",
    metric: "csat",
    scale: "1-5",
    direction: "highIsGood",
    fields: {
      customer: "customer_id",
      at: "conversation_rating_created_at",
      score: "conversation_rating_value",
      comment: "conversation_rating_remark"
    }
  },
  {
    kind: "invitations",
    ...id,
    part: "rating",
    when: { column: "rating_state", equals: ["asked", "given"] },
    metric: "csat",
    fields: { customer: "customer_id", at: "conversation_rating_created_at" }
  }
]

const customer: RecordRule = { kind: "customers", ...id, fields: { firstSeenAt: "created_at" } }

const telling = {
  conversations: ["id", "state", "source_delivered_as", "source_author_type", "conversation_rating_value"],
  contacts: ["id", "workspace_id", "marked_email_as_spam", "unsubscribed_from_emails"]
} as const

/** Which table it is, by columns that no other system has together. */
const tableOf = (head: Head): keyof typeof telling | undefined => {
  const names = new Set(delimitedColumns(head.table().rows).map(({ name }) => name))
  return (["conversations", "contacts"] as const).find((each) => telling[each].every((name) => names.has(name)))
}

const propose = (head: Head): Proposal<Mapping> | undefined => {
  const found = tableOf(head)
  if (found === undefined) return undefined
  const { delimiter } = head.table()
  return {
    mapping: {
      source: "intercom",
      format: "intercom-csv",
      ...encodingOf(head),
      delimiter,
      time: { format: "iso", timeZone: "UTC" },
      records: found === "contacts" ? [customer] : [ticket, ...ratings]
    },
    questions: [...encodingQuestions(head), ...(found === "contacts" ? [] : conversationQuestions)]
  }
}

const conversationQuestions = [
  "records[0].fields.firstReplyAt, .resolvedAt: the table does not tell when a conversation was replied to and closed. Is nothing to be known of it? Pages of the API say it.",
  'records[0].fields.touchpoint: which touchpoint of the journey are conversations about, as {"value": "support"}?'
]

/** Tables of conversations or of contacts, as warehouses copy them from the API: each state of a record is a row. */
export const tableFormat: Format = {
  id: "intercom-csv",
  emits: ["tickets", "responses", "invitations", "customers"],
  expects: "a table of conversations or contacts of Intercom",
  layout: { ...table, made },
  detect: (head) => {
    const found = tableOf(head)
    return found === undefined
      ? { confidence: 0, because: ["no table as warehouses have them of Intercom"] }
      : { confidence: 1, because: [`columns ${telling[found].join(", ")}`] }
  },
  propose
}
