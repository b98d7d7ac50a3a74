import * as Dimension from "../tally/Dimension.ts"
import { Dictionary } from "../tally/Groups.ts"
import type { Column } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** A column that is written value by value. */
export class ColumnCodes {
  private readonly dictionary = new Dictionary()
  private readonly codes: Array<number> = []

  add(value: Value): void {
    this.codes.push(this.dictionary.code(value))
  }

  finish<Name extends string>(name: Name): Column<Name> {
    return { dimension: Dimension.field(name), values: this.dictionary.values, codes: Uint32Array.from(this.codes) }
  }
}
