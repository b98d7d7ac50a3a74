import { createReadStream } from "node:fs"
import Papa from "papaparse"
import type { See } from "./csvSurveyReader.ts"

type Row = Readonly<Record<string, string>>

/** Rows to plain objects, by papaparse: nothing is validated. */
export const readSurvey = (path: string, see: See): Promise<void> =>
  new Promise((resolve, reject) => {
    Papa.parse<Row>(createReadStream(path), {
      header: true,
      skipEmptyLines: true,
      chunk: ({ data }) => {
        for (const { comment, nps } of data) if (nps !== "" && nps !== "11") see(Number(nps), comment)
      },
      complete: () => resolve(),
      error: reject
    })
  })
