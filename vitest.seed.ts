import fc from "fast-check"

/** One seed for every property test, so that a run is the same today and tomorrow; `SEED=7` explores elsewhere. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) })
