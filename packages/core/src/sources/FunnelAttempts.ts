import type { CompiledFunnel } from "./funnelRule.ts"

/**
 * How far one case comes in a funnel, interaction by interaction.
 *
 * For each step it keeps the latest time at which an attempt that has come so far can have begun: that of the step before,
 * as it was before this interaction. A later begin is never worse, so one time a step is enough, and the window is
 * looked at where a step is reached.
 */
export class FunnelAttempts {
  private readonly funnel: CompiledFunnel
  /** By step: the latest begin in this piece of the case; −∞ when no attempt has come so far. */
  private readonly begun: Float64Array
  /** Unordered: the steps met in this piece, the one met last first, and when each was met last. */
  private met: Array<number> = []
  private readonly metAt: Float64Array
  /** By step: milliseconds from the begin to the first time that it was reached. */
  private readonly took: Float64Array
  /** By step: the place in the case of the last interaction that reached it. */
  private readonly lastAt: Float64Array
  private place = 0
  /** The furthest step reached; 0 for none. */
  furthest = 0

  constructor(funnel: CompiledFunnel) {
    const size = funnel.steps.length + 1
    this.funnel = funnel
    this.begun = new Float64Array(size)
    this.metAt = new Float64Array(size)
    this.took = new Float64Array(size)
    this.lastAt = new Float64Array(size)
    this.start()
  }

  /** Begin another case. */
  start(): void {
    this.cut()
    this.place = 0
    this.furthest = 0
  }

  /** The next interaction, at a time in milliseconds: not before the one before. */
  meet(touchpoint: string, time: number): void {
    const levels = this.funnel.levels.get(touchpoint)
    if (levels !== undefined) {
      if (this.funnel.unordered) this.meetAny(levels[0] ?? 0, time)
      else for (const level of levels) this.meetNext(level, time)
    } else if (this.funnel.excluded.has(touchpoint)) this.cut()
    this.place++
  }

  /** Whole seconds from the begin to the first time that a step was reached, of the attempt that began last. */
  seconds(step: number): number {
    return Math.floor((this.took[step] ?? 0) / 1000)
  }

  /** The place in the case, from 0, after the last interaction that reached a step. */
  after(step: number): number {
    return (this.lastAt[step] ?? 0) + 1
  }

  private cut(): void {
    this.begun.fill(Number.NEGATIVE_INFINITY)
    this.met = []
  }

  private meetNext(level: number, time: number): void {
    const begun = level === 1 ? time : (this.begun[level - 1] as number)
    if (time - begun > this.funnel.window || begun === Number.NEGATIVE_INFINITY) return
    this.begun[level] = begun
    this.reach(level, time - begun)
  }

  private meetAny(step: number, time: number): void {
    this.met = [step, ...this.met.filter((other) => other !== step)]
    this.metAt[step] = time
    this.met.forEach((earliest, i) => {
      const took = time - (this.metAt[earliest] as number)
      if (took <= this.funnel.window) this.reach(i + 1, took)
    })
  }

  private reach(level: number, took: number): void {
    if (level > this.furthest) {
      this.furthest = level
      this.took[level] = took
    }
    this.lastAt[level] = this.place
  }
}
