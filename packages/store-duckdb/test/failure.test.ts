import { assert, test } from "vitest"
import { failure } from "../src/failure.ts"

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
