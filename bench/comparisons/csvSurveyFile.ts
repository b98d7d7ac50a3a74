import { closeSync, openSync, writeSync } from "node:fs"
import { random } from "../random.ts"

const words = "the delivery came late but your staff was kind and helped me at once, thank you very much indeed".split(
  " "
)
const columns =
  "id,customer,touchpoint,at,nps,comment,channel,team,segment,language,device,duration,address,campaign,country,version"

/** Write survey answers as CSV: 16 columns, 250 bytes a row; some comments are quoted, some rows wrong or without a score. */
export const writeSurvey = (path: string, rows: number): void => {
  const file = openSync(path, "w")
  const row = surveyRow()
  let text = `${columns}\n`
  for (let i = 0; i < rows; i++) {
    text += row(i)
    if (text.length < 1 << 20) continue
    writeSync(file, text)
    text = ""
  }
  writeSync(file, text)
  closeSync(file)
}

const surveyRow = (): ((i: number) => string) => {
  const draw = random(7)
  const start = Date.UTC(2026, 0, 1)
  const chosen = (texts: ReadonlyArray<string>): string => texts[draw(texts.length)] ?? ""
  const score = (): string => (draw(100) === 0 ? "11" : draw(30) === 0 ? "" : String(draw(11)))
  return (i) => {
    const id = `R${(i * 7919).toString(36).padStart(9, "0")}`
    const at = new Date(start + 1000 * draw(180 * 86_400)).toISOString()
    const whom = `customer-${draw(500_000)},touchpoint-${draw(40)},${at},${score()}`
    const who = `${chosen(["email", "web", "app"])},team-${draw(50)},${chosen(["gold", "silver", "basic"])}`
    const how = `${chosen(["en", "de", "fr"])},${chosen(["iPhone 15", "Pixel 9", "Windows"])},${draw(900)}`
    const where = `10.${draw(256)}.${draw(256)}.${draw(256)},spring-sale-${draw(20)},${chosen(["GB", "DE"])},2026.${draw(30)}`
    return `${id},${whom},${comment(draw)},${who},${how},${where}\n`
  }
}

const comment = (draw: (limit: number) => number): string => {
  const from = draw(words.length)
  const text = [...words.slice(from), ...words.slice(0, draw(words.length))].join(" ")
  const kind = draw(10)
  if (kind < 6 && !text.includes(",")) return text
  const broken = kind === 7 ? text.replace(" ", "\n") : text
  return `"${(kind === 8 ? broken.replace(" ", ' "so" ') : broken).replaceAll('"', '""')}"`
}
