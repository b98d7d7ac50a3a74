import { createReadStream } from "node:fs"
import { Response } from "@throughline/core"
import { parse } from "csv-parse"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaJITCompiler from "effect/schema/SchemaJITCompiler"
import type { See } from "./csvSurveyReader.ts"

type Row = Readonly<Record<string, string>>

SchemaJITCompiler.enable(Response.ast)
const decode = Schema.decodeUnknownResult(Response)

/** Rows to validated responses, by csv-parse and the compiled Schema of a response. */
export const readSurvey = async (path: string, see: See): Promise<void> => {
  const parser = createReadStream(path).pipe(parse({ columns: true }))
  let row = 1
  const take = ({ at, channel, comment, customer, id, nps, segment, team, touchpoint }: Row) => {
    row += 1
    if (nps === "") return
    const evidence = { source: "survey", kind: "objective", provenance: `survey.csv:${row}` }
    const rest = { at, channel, segment, team, score: Number(nps), metric: "nps", scale: "0-10", evidence }
    const said = comment === "" ? rest : { ...rest, comment }
    const response = decode({ id: `survey:responses:${id}:nps`, customer, touchpoint, ...said })
    if (Result.isSuccess(response)) see(response.success.score, response.success.comment)
  }
  parser.on("readable", () => {
    for (let next: Row | null = parser.read(); next !== null; next = parser.read()) take(next)
  })
  await new Promise((resolve, reject) => parser.on("end", resolve).on("error", reject))
}
