import type { FeatureRequest } from "../domain/FeatureRequest.ts"
import type { Excluded, InsufficientData, Measured } from "../stats/Estimate.ts"
import type { Exact } from "../stats/Exact.ts"
import type { CustomerRevenue } from "./CustomerRevenue.ts"
import type { RequestMerge } from "./DuplicateRequests.ts"
import type { Place } from "./RequestOrder.ts"
import type { RequestRevenue } from "./RequestPayers.ts"
import type { AskedRequest, AskedVote } from "./RequestRecords.ts"
import type { RequestTrendResult } from "./RequestTrend.ts"

type Status = FeatureRequest["status"]

/** What is known of requests, and of who asked. */
export interface AskedRequests {
  readonly requests: Iterable<AskedRequest>
  readonly votes?: Iterable<AskedVote>
  /** What is counted as one: as `DuplicateRequests.find` gives it, less what was found to be wrong. */
  readonly merges: Iterable<RequestMerge>
  /** What customers pay; all customers who pay, not only those who asked. */
  readonly revenue?: Iterable<CustomerRevenue>
  /** How many customers there are, asking or not. */
  readonly customers?: number
}

/** What requests are put in order by: whole customers, votes, who asked in the last 30 days, or what requesters pay in a currency. */
export type RequestCriterion = "requesters" | "votes" | "recent" | { readonly revenue: string }

/** How requests are counted. */
export interface RequestOptions {
  /** Later records count for nothing. */
  readonly asOf: Date
  /** `"requesters"` unless told. */
  readonly by?: RequestCriterion
  /** Which requests are put in order: those that are open, planned or started unless told. */
  readonly statuses?: ReadonlyArray<Status>
  /** Confidence level of intervals, and 1 − the level of tests: 0.95 unless told. */
  readonly level?: number
}

/** A request with all that were merged into it. */
export interface MergedRequest {
  /** The id, title and status of the first asked that is not marked as a duplicate. */
  readonly id: string
  readonly title: string
  readonly status: Status
  /** When it was closed, if that is on record. */
  readonly closedAt: Date | null
  /** The ids of all requests it is made of, its own among them, in the order of time. */
  readonly requests: ReadonlyArray<string>
  readonly askedAt: Date
  /** Whole days since it was first asked. */
  readonly ageDays: number
  /** The ids of the customers who asked or voted, each once. */
  readonly requesters: ReadonlyArray<string>
  /** Customers who voted, each once, and anonymous votes. */
  readonly votes: number
  /** Votes of whom nobody knows who gave them, or no more than how many there were. */
  readonly anonymousVotes: number
  /** Customers who asked for the first time in the last 30 days, and anonymous votes on record. */
  readonly recent: number
  /** Share of all customers who asked, from 0 to 1. */
  readonly share: Measured
  /** What requesters pay, a currency at a time. */
  readonly revenue: ReadonlyArray<RequestRevenue>
  readonly trend: RequestTrendResult
}

/** A request with its place in the order. */
export interface RankedRequest extends MergedRequest, Place {}

/** A request that is not put in order, and why. */
export interface UnrankedRequest extends MergedRequest {
  readonly why: string
}

/** Requests in order. */
export interface RequestReport {
  readonly _tag: "Requests"
  readonly asOf: Date
  readonly by: RequestCriterion
  /** From the most wanted; of equal ones the first asked first. */
  readonly ranked: ReadonlyArray<RankedRequest>
  /** In the order of time. */
  readonly unranked: ReadonlyArray<UnrankedRequest>
  /** Merges that name a request that is not on record. */
  readonly unresolved: ReadonlyArray<RequestMerge>
  /** What all customers pay, a currency at a time. */
  readonly revenue: ReadonlyArray<{ readonly currency: string; readonly total: Exact }>
  /** How many different customers asked for anything. */
  readonly requesters: number
  /** How many requests there are before they are merged. */
  readonly n: number
  /** Records without a valid time, second requests with an id, and votes for a request that is not on record are invalid. */
  readonly excluded: Excluded
}

/** Requests in order, or why there are none. */
export type RequestResult = RequestReport | InsufficientData
