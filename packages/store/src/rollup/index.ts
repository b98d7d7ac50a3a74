/** What an engine that speaks SQL keeps tallies with: a table, and a ledger of batches and erasures that gives stamps. */
export { enterErasure, stampIn as stamp } from "./ledger.ts"
export { type RollupStatements, rollupStatements as statements } from "./statements.ts"
