import { assert, test } from "vitest"
import { during, failure } from "../src/failure.ts"

test("an error of the engine says its kind and nothing that a row may hold", () => {
  const conversion = failure(new Error("Conversion Error: Could not convert string 'sesame-4711' to INT64"))
  assert.deepStrictEqual([conversion.reason, conversion.retry], ["Failed", "never"])
  assert.include(conversion.message, "Conversion Error")
  const disk = failure(new Error("IO Error: Could not write sesame-4711"))
  assert.strictEqual(disk.retry, "safe")
  for (const error of [conversion, disk, failure("sesame-4711"), failure(new Error("sesame-4711"))]) {
    assert.notInclude(JSON.stringify(error) + error.stack, "sesame")
  }
})

test("a full disk and a database that was given up are told apart, with what to do", () => {
  const full = 'Could not write file "/sesame.wal": No space left on device'
  const commit = failure(new Error(`TransactionContext Error: Failed to commit: ${full}`))
  assert.strictEqual(commit.retry, "never")
  assert.include(commit.message, "disk is full")
  const fatal = failure(new Error(`FATAL Error: Failed to create checkpoint because of error: ${full}`))
  assert.strictEqual(fatal.retry, "never")
  assert.match(fatal.message, /disk is full.*open it again/)
  assert.notInclude(failure(new Error("FATAL Error: something else")).message, "full")
  assert.notInclude(failure(new Error(`Conversion Error: Could not convert '${full}'`)).message, "full")
})

test("an error says what was being done, unless it names the place itself", () => {
  const named = during("Counting responses")(failure(new Error("IO Error: sesame-4711")))
  assert.match(named.message, /^Counting responses failed: DuckDB .*IO Error/)
  assert.strictEqual(named.retry, "safe")
  const place = failure(new Error("Invalid Input Error: throughline responses score missing a.csv"))
  assert.strictEqual(during("Counting responses")(place).message, place.message)
})
