import { log } from "../Elementary.ts"

const small = 1e-150
const large = 1e150

/** A sum of weighted logarithms, that takes one of a product of many numbers instead of one of each. */
export class LogSum {
  private sum = 0
  private product = 1
  private weight = 0

  add(value: number, weight: number): void {
    if (weight !== this.weight || !(this.product > small && this.product < large && value > small && value < large)) {
      this.flush()
      this.weight = weight
    }
    this.product *= value
  }

  /** The sum until now. */
  total(): number {
    this.flush()
    return this.sum
  }

  private flush(): void {
    if (this.weight !== 0) this.sum += this.weight * log(this.product)
    this.product = 1
  }
}
