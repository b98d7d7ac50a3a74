import { version1 } from "./version1.ts"

const tickets = [
  'CREATE TABLE "tickets" ("id" VARCHAR NOT NULL, "customer" VARCHAR, "touchpoint" VARCHAR, "at" BIGINT NOT NULL, "firstReplyAt" BIGINT, "firstReplyBy" VARCHAR, "resolvedAt" BIGINT, "slaDueAt" BIGINT, "channel" VARCHAR, "team" VARCHAR, "priority" VARCHAR, "status" VARCHAR NOT NULL, "replies" BIGINT, "reopens" BIGINT, "waitSeconds" BIGINT, "handlingSeconds" BIGINT, "rating" VARCHAR, "saidResolved" VARCHAR, "subject" VARCHAR NOT NULL, "body" VARCHAR NOT NULL, "evidence_source" VARCHAR NOT NULL, "evidence_kind" VARCHAR NOT NULL, "evidence_provenance" VARCHAR)'
]

/** The tables of version 2, as its package made them, with two feature requests. */
export const version2: ReadonlyArray<string> = [
  ...version1.filter((statement) => !/tickets|throughline_version VALUES/.test(statement)),
  "INSERT INTO throughline_version VALUES (2)",
  ...tickets,
  "INSERT INTO requests VALUES ('r1', 'ada', 1760000000000, 'Dark mode', 'At night', 'planned', 12, 'board', 'subjective', 'row 1')",
  "INSERT INTO requests VALUES ('r2', NULL, 1760000000001, 'Export', NULL, 'open', NULL, 'board', 'subjective', NULL)"
]
