import { createReadStream } from "node:fs"
import { SaxesParser } from "saxes"

/** The bare parse: elements go by, nothing is made of them. */
export const countEvents = async (path: string): Promise<number> => {
  const parser = new SaxesParser()
  let events = 0
  parser.on("opentag", ({ name }) => {
    if (name === "event") events += 1
  })
  for await (const text of createReadStream(path, { encoding: "utf8" })) parser.write(text)
  parser.close()
  return events
}
