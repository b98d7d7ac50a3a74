import type { MrrMovement } from "../domain/Subscription.ts"
import type { Excluded } from "../stats/Estimate.ts"
import { exact } from "../tally/exact.ts"

/** The ways in which monthly recurring revenue changes. */
export type MovementKind = MrrMovement["kind"]

/** The movements of one kind: how much in all, in minor units from 0, and how many. */
export interface Movement {
  readonly amount: number
  readonly n: number
}

/** The movements of a period by kind. */
export type Movements = { readonly [Kind in MovementKind]: Movement }

/** Some movements of one kind that a ledger is given. What comes from data may be anything. */
export interface Entry {
  readonly kind: unknown
  readonly currency: unknown
  readonly amount: unknown
  readonly count: number
  readonly period: string | null
}

const none: Movement = { amount: 0, n: 0 }

/** A period without a movement. */
export const noMovements: Movements = {
  new: none,
  expansion: none,
  contraction: none,
  churn: none,
  reactivation: none
}

const isKind = (kind: unknown): kind is MovementKind => typeof kind === "string" && Object.hasOwn(noMovements, kind)

const isLoss = (kind: MovementKind): boolean => kind === "contraction" || kind === "churn"

const isMissing = (value: unknown): boolean => value === null || value === undefined || Number.isNaN(value)

const add = (movement: Movement, amount: number, n: number): Movement => ({
  amount: exact(movement.amount + amount, "A sum of movements"),
  n: movement.n + n
})

/** Movements of one currency by period, with what cannot be part of them. */
export class Ledger {
  readonly periods = new Map<string, Movements>()
  private readonly wanted: string | undefined
  private readonly currencies = new Set<string>()
  private readonly lossSigns = new Set<number>()
  private gainBelowZero = false
  private missing = 0
  private invalid = 0

  /** Keep only this currency; without one, whatever is found. */
  constructor(wanted: string | undefined) {
    this.wanted = wanted
  }

  add({ amount, count, currency, kind, period }: Entry): void {
    if ([amount, currency, kind].some(isMissing) || period === null) this.missing += count
    else if (!isKind(kind) || !isCurrency(currency) || !Number.isSafeInteger(amount)) this.invalid += count
    else if (this.wanted === undefined || currency === this.wanted) {
      this.currencies.add(currency)
      this.move(period, kind, Number(amount), count)
    }
  }

  private move(period: string, kind: MovementKind, amount: number, n: number): void {
    if (isLoss(kind)) this.lossSigns.add(Math.sign(amount))
    else if (amount < 0) this.gainBelowZero = true
    const movements = this.periods.get(period) ?? noMovements
    const moved = add(movements[kind], isLoss(kind) ? Math.abs(amount) : amount, n)
    this.periods.set(period, { ...movements, [kind]: moved })
  }

  get excluded(): Excluded {
    return { missing: this.missing, invalid: this.invalid }
  }

  /** The one currency of the ledger; `undefined` when it has none, or several. */
  get currency(): string | undefined {
    if (this.wanted !== undefined) return this.wanted
    const [only, another] = this.currencies
    return another === undefined ? only : undefined
  }

  /** Why no revenue can be told from it, or `undefined`. */
  get problem(): string | undefined {
    if (this.currencies.size > 1) {
      return `several currencies (${[...this.currencies].sort().join(", ")}): choose one, or split by currency`
    }
    if (this.currency === undefined) return "no movements"
    if (this.gainBelowZero) return "a gain below zero: new, expansion and reactivation add revenue"
    return this.lossSigns.has(1) && this.lossSigns.has(-1)
      ? "losses of both signs: write contraction and churn all below zero, or all above"
      : undefined
  }
}

/** Whether text is an ISO 4217 code, such as `"EUR"`. */
export const isCurrency = (currency: unknown): currency is string =>
  typeof currency === "string" && /^[A-Z]{3}$/.test(currency)
