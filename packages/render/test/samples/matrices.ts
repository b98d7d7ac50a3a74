import type { HeatMap } from "../../src/index.ts"

const count = 24

const share = (row: number, column: number): number =>
  Math.max(0.02, 0.7 * 0.9 ** column + ((row * 7 + column * 13) % 10) / 100)

const cells = Array.from({ length: count }, (_, row) =>
  Array.from({ length: count }, (_, column) => {
    if (column > count - 1 - row) return { unknown: "the month is not over" }
    const value = share(row, column)
    return { value, shade: value }
  })
)

const shared = {
  format: { style: "percent" },
  cells,
  legend: [{ shade: 1, text: "all came back" }]
} as const

/** Twenty-four cohorts over twenty-four months. */
export const manyCohorts: HeatMap = {
  ...shared,
  title: "Two in three come back in the first month, a tenth after two years",
  subtitle: "Retention by month of the first purchase, invented data",
  rows: Array.from({ length: count }, (_, i) => ({
    name: `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`,
    note: `${(1000 + 37 * i).toLocaleString("en")} customers`
  })),
  columns: Array.from({ length: count }, (_, i) => ({ name: String(i + 1) }))
}

const names = Array.from({ length: count }, (_, i) => ({
  name: `${["Wait for the approval of the credit", "Compare offers, read reviews and ask others", "Delivery", "客户服务互动体验非常不好需要解释"][i % 4]} ${i}`
}))

/** As many rows and columns with long names. */
export const longNames: HeatMap = { ...shared, title: "Long names", subtitle: "", rows: names, columns: names }
