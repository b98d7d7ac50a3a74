import { writeFileSync } from "node:fs"
import { journeySchema } from "./journeySchema.ts"

writeFileSync(new URL("../journey.schema.json", import.meta.url), journeySchema)
