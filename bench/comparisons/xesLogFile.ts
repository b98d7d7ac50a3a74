import { closeSync, openSync, writeSync } from "node:fs"
import { random } from "../random.ts"

const activities = [
  "Register claim",
  "Check policy",
  "Ask for papers",
  "Inspect damage",
  "Decide",
  "Pay out",
  "Refuse & close"
]
const head = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="">
	<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
	<global scope="event">
		<string key="lifecycle:transition" value="complete"/>
	</global>
	<classifier name="Activity" keys="concept:name lifecycle:transition"/>
`

/** Write an event log of so many bytes: claims of one to nine events, with the attributes that such logs have. */
export const writeLog = (path: string, bytes: number): void => {
  const file = openSync(path, "w")
  const claim = claims()
  let text = head
  for (let written = 0, i = 0; written < bytes; i++) {
    text += claim(i)
    if (text.length < 1 << 20) continue
    written += writeSync(file, text)
    text = ""
  }
  writeSync(file, `${text}</log>\n`)
  closeSync(file)
}

const claims = (): ((i: number) => string) => {
  const draw = random(11)
  const start = Date.UTC(2026, 0, 1)
  const attribute = (type: string, key: string, value: string | number) => `<${type} key="${key}" value="${value}"/>\n`
  return (i) => {
    let at = start + 1000 * draw(300 * 86_400)
    let text = `\t<trace>\n\t\t${attribute("string", "concept:name", `claim ${i}`)}\t\t${attribute("string", "kind", draw(9))}`
    for (let left = draw(9); left >= 0; left--) {
      at += 1000 * draw(86_400)
      const time = `${new Date(at).toISOString().slice(0, 23)}+0${1 + draw(2)}:00`
      text += "\t\t<event>\n"
      text += `\t\t\t${attribute("string", "concept:name", (activities[draw(activities.length)] ?? "").replace("&", "&amp;"))}`
      text += `\t\t\t${attribute("string", "org:resource", `Clerk ${draw(200)}`)}`
      text += `\t\t\t${attribute("date", "time:timestamp", time)}`
      text += `\t\t\t${attribute("string", "lifecycle:transition", "complete")}`
      text += `\t\t\t${attribute("float", "amount", draw(100_000) / 100)}\t\t</event>\n`
    }
    return `${text}\t</trace>\n`
  }
}
