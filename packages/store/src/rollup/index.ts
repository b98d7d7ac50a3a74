/** What an engine that speaks SQL keeps tallies with: a table, and a ledger of batches and erasures that gives stamps. */
export {
  enterErasure,
  type RollupStatements,
  rollupStatements as statements,
  stampIn as stamp
} from "./statements.ts"
