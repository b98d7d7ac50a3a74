import type { Tally } from "@throughline/core"
import type { RollupKey } from "./Rollups.ts"

/** The most groups that are held in memory. */
const most = 2_000_000

const nameOf = ({ counting, origin, stamp }: RollupKey): string => JSON.stringify([origin, counting, stamp])

/** The kept tallies that were used last, decoded. */
export class RollupCache {
  private readonly tallies = new Map<string, { readonly origin: string; readonly tally: Tally.Tally }>()
  private groups = 0

  get(key: RollupKey): Tally.Tally | undefined {
    const name = nameOf(key)
    const found = this.tallies.get(name)
    if (found === undefined) return undefined
    this.tallies.delete(name)
    this.tallies.set(name, found)
    return found.tally
  }

  set(key: RollupKey, tally: Tally.Tally): void {
    this.delete(nameOf(key))
    this.tallies.set(nameOf(key), { origin: key.origin, tally })
    this.groups += tally.counts.length
    for (const name of this.tallies.keys()) {
      if (this.groups <= most) return
      this.delete(name)
    }
  }

  /** Forget the tallies of an origin that are not among these. */
  retain(origin: string, keys: ReadonlyArray<RollupKey>): void {
    const names = new Set(keys.map(nameOf))
    for (const [name, each] of this.tallies) if (each.origin === origin && !names.has(name)) this.delete(name)
  }

  clear(): void {
    this.tallies.clear()
    this.groups = 0
  }

  private delete(name: string): void {
    this.groups -= this.tallies.get(name)?.tally.counts.length ?? 0
    this.tallies.delete(name)
  }
}
