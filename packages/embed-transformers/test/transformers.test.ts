import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "@effect/vitest"
import { Embedder, type EmbedError, fitTopics } from "@throughline/text"
import { embedderSuite } from "@throughline/text/testing"
import { Effect } from "effect"
import { TransformersEmbedder, type TransformersModule } from "../src/index.ts"
import { installed } from "../src/TransformersModule.ts"
import { dimension, writeTinyModel } from "./TinyModel.ts"

/** What the package was asked for. */
interface Asked {
  readonly pipelines: Array<ReadonlyArray<unknown>>
  readonly texts: Array<ReadonlyArray<string>>
  readonly options: Array<unknown>
  disposed: number
}

const vectorOf = (text: string): ReadonlyArray<number> => {
  const sums = Array.from({ length: 4 }, () => 0)
  for (const [i, character] of [...text].entries()) {
    const code = character.codePointAt(0) ?? 0
    sums[code % 4] = (sums[code % 4] ?? 0) + 1 + (code % 7)
    sums[0] = (sums[0] ?? 0) + (i % 3)
  }
  const length = Math.sqrt(sums.reduce((sum, value) => sum + value * value, 0))
  return sums.map((value) => value / length)
}

/** The package as its documentation describes it, with a model that counts characters. */
const documented = (
  rowsOf: (texts: ReadonlyArray<string>) => ReadonlyArray<ReadonlyArray<number>> = (texts) => texts.map(vectorOf)
) => {
  const asked: Asked = { pipelines: [], texts: [], options: [], disposed: 0 }
  const env = { allowRemoteModels: true }
  const run = (texts: Array<string>, options: unknown) => {
    asked.texts.push(texts)
    asked.options.push(options)
    const rows = rowsOf(texts)
    return Promise.resolve({ data: Float32Array.from(rows.flat()), dims: [rows.length, rows[0]?.length ?? 0] })
  }
  const dispose = () => {
    asked.disposed++
    return Promise.resolve()
  }
  const module: TransformersModule = {
    env,
    pipeline: (...how) => {
      asked.pipelines.push([...how, env.allowRemoteModels])
      return Promise.resolve(Object.assign(run, { dispose }))
    }
  }
  return { asked, load: () => Promise.resolve(module) }
}

const embed = (texts: ReadonlyArray<string>, options: TransformersEmbedder.TransformersEmbedderOptions) =>
  Embedder.pipe(
    Effect.flatMap((embedder) => embedder.embed(texts)),
    Effect.provide(TransformersEmbedder.layer(options))
  )

const secret = "my secret text"

const expectError = (error: EmbedError, reason: string): void => {
  expect([error.reason, error.retry, error.model]).toEqual([reason, "never", "tiny"])
  expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/secret|\/models/)
}

embedderSuite("the documented package", TransformersEmbedder.layer({ modelPath: "/tiny", load: documented().load }))

describe("a model", () => {
  it.effect("is read from its folder alone, and given back", () =>
    Effect.gen(function* () {
      const { asked, load } = documented()
      const { dimension, model } = yield* embed(["card"], { modelPath: "models/tiny/", load })
      expect([dimension, model]).toEqual([4, "tiny"])
      const how = { local_files_only: true, dtype: "fp32" }
      expect(asked.pipelines).toEqual([["feature-extraction", "./models/tiny/", how, false]])
      expect(asked.options).toEqual(Array.from({ length: 2 }, () => ({ pooling: "mean", normalize: true })))
      expect(asked.disposed).toBe(1)
      yield* embed([], { modelPath: "C:\\tiny", model: "my", dtype: "q8", device: "webgpu", pooling: "cls", load })
      expect(asked.pipelines[1]?.slice(1, 3)).toEqual(["C:\\tiny", { ...how, dtype: "q8", device: "webgpu" }])
      expect(asked.options.at(-1)).toEqual({ pooling: "cls", normalize: true })
    })
  )

  it.effect("reads texts in batches, cut, and no empty ones", () =>
    Effect.gen(function* () {
      const { asked, load } = documented()
      const texts = ["card", "", "refund\0", " ", "x".repeat(50), "late"]
      const { rows } = yield* embed(texts, { modelPath: "/tiny", batch: 3, longest: 10, load })
      expect(asked.texts.slice(1)).toEqual([["card", "refund", "x".repeat(10)], ["late"]])
      expect(rows.subarray(8, 12)).toEqual(Float32Array.from(vectorOf("refund")))
      expect(rows.subarray(12, 16)).toEqual(new Float32Array(4))
    })
  )

  it.effect("that is not there, fails or gives something else is an error that says so", () =>
    Effect.gen(function* () {
      const modelPath = "/models/tiny"
      const failing = (module: Partial<TransformersModule>) => async () => ({
        ...(await documented().load()),
        ...module
      })
      const missing = new Error("Cannot find package '@huggingface/transformers' imported from /secret.js")
      const unread = yield* Effect.flip(embed([secret], { modelPath, load: () => Promise.reject(missing) }))
      expectError(unread, "NotLoaded")
      expect(unread.message).toContain("@huggingface/transformers is not installed")
      const broken = Effect.flip(embed([secret], { modelPath, load: () => Promise.reject(new Error(secret)) }))
      expectError(yield* broken, "NotLoaded")
      const pipeline = () => Promise.reject(new Error(`${modelPath} ${secret}`))
      expectError(yield* Effect.flip(embed([secret], { modelPath, load: failing({ pipeline }) })), "NotLoaded")
      const answers: ReadonlyArray<(texts: ReadonlyArray<string>) => ReadonlyArray<ReadonlyArray<number>>> = [
        () => [],
        () => [[]],
        () => [[Number.NaN, 1]],
        (texts) => (texts[0] === "word" ? [[1, 2]] : [[1, 2, 3]])
      ]
      for (const rowsOf of answers) {
        expectError(yield* Effect.flip(embed([secret], { modelPath, load: documented(rowsOf).load })), "WrongAnswer")
      }
      const givingUp = documented((texts) => {
        if (texts[0] === secret) throw new Error(secret)
        return texts.map(vectorOf)
      })
      expectError(yield* Effect.flip(embed([secret], { modelPath, load: givingUp.load })), "Failed")
    })
  )

  it("takes whole numbers", () => {
    for (const bad of [{ batch: 0 }, { batch: 0.5 }, { longest: Number.NaN }]) {
      expect(() => TransformersEmbedder.layer({ modelPath: "/tiny", ...bad })).toThrow(RangeError)
    }
  })
})

/** Whether the package itself is there: it takes half a gigabyte, so it is nobody's dependency. */
const isInstalled = await installed().then(
  () => true,
  () => false
)
const folder = mkdtempSync(join(tmpdir(), "tiny-model-"))
afterAll(() => rmSync(folder, { recursive: true }))
const modelPath = join(folder, "tiny")
writeTinyModel(modelPath)

const withoutPackage = () => {
  it.effect("says that it is not installed", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(embed([secret], { modelPath }))
      expectError(error, "NotLoaded")
      expect(error.message).toContain("not installed")
    })
  )
}

const withPackage = () => {
  embedderSuite("a tiny model", TransformersEmbedder.layer({ modelPath }))
  embedderSuite("a tiny model, several texts at a time", TransformersEmbedder.layer({ modelPath, batch: 5 }))

  it.effect("topics are found", () =>
    Effect.gen(function* () {
      const texts = Array.from({ length: 40 }, (_, i) => `${["aaaa bbbb", "yyyy zzzz"][i % 2]} ${i}`)
      const model = yield* fitTopics(texts, { topics: 2, seed: 1 })
      expect(model.vectors).toEqual({ model: "tiny", dimension })
      expect(model.topics.map((topic) => topic.texts)).toEqual([20, 20, 0])
    }).pipe(Effect.provide(TransformersEmbedder.layer({ modelPath })))
  )

  it.effect("a folder without a model is an error that says so", () =>
    Effect.gen(function* () {
      expectError(yield* Effect.flip(embed([secret], { modelPath: join(folder, "none", "tiny") })), "NotLoaded")
    })
  )
}

// A test that cannot run is no test here: which of the two can depends on what is installed.
if (isInstalled) describe("with the package", withPackage)
else describe("without the package", withoutPackage)
