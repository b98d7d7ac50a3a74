export type { Account, What } from "./Api.ts"
export { readApi } from "./Api.ts"
export { csv, importer } from "./importers.ts"
export { satisfactionRatings, surveyResponses, tickets } from "./Mappings.ts"
