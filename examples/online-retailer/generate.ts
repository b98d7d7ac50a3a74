import { mkdirSync, writeFileSync } from "node:fs"
import { makeCompany } from "./generate/company.ts"
import { exportFiles } from "./generate/files.ts"

/** Writes the company's files into `data/`. The same bytes on every run and machine. */
const data = new URL("data/", import.meta.url)
mkdirSync(data, { recursive: true })
for (const [name, bytes] of Object.entries(exportFiles(makeCompany()))) {
  writeFileSync(new URL(name, data), bytes)
  console.log(`${name} ${bytes.length} bytes`)
}
