import { content, element, join, type Markup } from "../svg/Markup.ts"

/** A column of an HTML table. */
export interface DataColumn {
  readonly name: string
  readonly numeric?: boolean
}

const cells = (columns: ReadonlyArray<DataColumn>, row: ReadonlyArray<string>): Markup =>
  join(
    columns.map(({ numeric }, i) => {
      const text = content(row[i] || "–")
      const side = numeric ? "n" : undefined
      return i === 0 ? element("th", { scope: "row", class: side }, text) : element("td", { class: side }, text)
    })
  )

/** A table with a caption, column headings, and the first cell of each row as its heading. It scrolls sideways alone. */
export const dataTable = (
  caption: string,
  columns: ReadonlyArray<DataColumn>,
  rows: ReadonlyArray<ReadonlyArray<string>>
): Markup =>
  element(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": caption },
    element(
      "table",
      { style: `max-width:${columns.length * 220}px` },
      element("caption", {}, content(caption)),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...columns.map(({ name, numeric }) =>
            element("th", { scope: "col", class: numeric ? "n" : undefined }, content(name))
          )
        )
      ),
      element("tbody", {}, ...rows.map((row) => element("tr", {}, cells(columns, row))), content(""))
    )
  )

/** A table that repeats a picture's numbers; readers may fold it away. */
export const tableTwin = (
  caption: string,
  columns: ReadonlyArray<DataColumn>,
  rows: ReadonlyArray<ReadonlyArray<string>>
): Markup =>
  element(
    "details",
    { open: "" },
    element("summary", {}, content("The same as a table")),
    dataTable(caption, columns, rows)
  )
