import { Sql } from "@throughline/store"
import { caseRows } from "./caseRows.ts"
import { quotient, selected, type Write } from "./selected.ts"

/** Each stay of a customer in a stage, until the first interaction of another stage or of leaving. */
export const stays: Write = (
  database,
  parameters,
  { asOf = new Date(Number.NaN), leaving = [], seenUntil = asOf, sessionGap, stages },
  isRead
) => {
  const now = parameters.bind("instant", asOf.getTime())
  const seen = seenUntil > asOf ? parameters.bind("instant", seenUntil.getTime()) : now
  const { part, query, rows } = caseRows({ database, sessionGap, where: `"at" <= ${seen}` })
  const touchpoint = part("row", "touchpoint")
  const among = (ids: ReadonlyArray<string>) => Sql.isIn({}, touchpoint, "text", ids, parameters)
  const isLeaving = among(leaving)
  const ids = stages?.map(({ id, touchpoints }) => `${among(touchpoints)}, ${parameters.bind("text", id)}`) ?? []
  const stage = stages === undefined ? touchpoint : ids.length === 0 ? "''" : `multiIf(${ids.join(", ")}, '')`
  const isStage = stages === undefined ? "1" : among(stages.flatMap(({ touchpoints }) => touchpoints))
  // 2: of a stage; 1: of leaving; 0: of neither, or of no interaction.
  const place = `multiIf(${isLeaving}, (1, ''), ${isStage}, (2, ${stage}), (0, ''))`
  const known = `arrayFilter(pair -> tupleElement(tupleElement(pair, 2), 1) > 0, arrayMap(row -> (row, if(${part("row", "at")} <= ${now}, ${place}, (0, ''))), ${rows}))`
  const before = `arrayPopBack(arrayPushFront(arrayMap(pair -> tupleElement(pair, 2), ${known}), (1, '')))`
  const changes = `arrayFilter((pair, old) -> tupleElement(pair, 2) != old, ${known}, ${before})`
  const next = `arrayPopFront(arrayPushBack(${changes}, (${rows}[1], (0, ''))))`
  const [thisRow, nextRow] = ["tupleElement(this, 1)", "tupleElement(next, 1)"] as const
  const [thisPlace, nextPlace] = ["tupleElement(this, 2)", "tupleElement(next, 2)"] as const
  const kindOf = (of: string) => `tupleElement(${of}, 1)`
  const isOver = `${kindOf(nextPlace)} > 0`
  const lastAt = () => part(`${rows}[length(${rows})]`, "at")
  const isQuiet = () =>
    sessionGap === undefined ? "0" : `(${lastAt()} <= ${now} AND ${seen} - ${lastAt()} > ${sessionGap * 1000})`
  const end = () => `multiIf(${isOver}, ${part(nextRow, "at")}, ${isQuiet()}, ${lastAt()}, ${now})`
  const lasted = (unit: number) => () => quotient(`(${end()} - ${part(thisRow, "at")})`, unit)
  const columns = {
    customer: () => "g.customer",
    ...Object.fromEntries(["channel", "team", "segment", "at"].map((name) => [name, () => part(thisRow, name)])),
    stage: () => `tupleElement(${thisPlace}, 2)`,
    outcome: () =>
      `multiIf(${kindOf(nextPlace)} = 2, 'moved on', ${kindOf(nextPlace)} = 1, 'left', ${isQuiet()}, 'went quiet', 'still there')`,
    to: () => `if(${kindOf(nextPlace)} = 2, tupleElement(${nextPlace}, 2), NULL)`,
    seconds: lasted(1000),
    days: lasted(86_400_000),
    age: () => quotient(`(${now} - ${part(thisRow, "at")})`, 86_400_000)
  }
  const read = selected(columns, isRead)
  return `SELECT ${read} FROM (${query()}) AS g ARRAY JOIN ${changes} AS this, ${next} AS next WHERE ${kindOf(thisPlace)} = 2`
}
