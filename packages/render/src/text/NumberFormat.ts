/**
 * How a value is written. `percent` takes a share from 0 to 1; `signed` puts a plus before positive numbers.
 * Decimals: 0 for `percent` and `signed`, 1 for `number`, unless given.
 */
export interface NumberFormat {
  readonly style: "number" | "signed" | "percent"
  readonly decimals?: number | undefined
}
