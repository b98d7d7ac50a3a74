import { Embedder, EmbedError, type EmbedErrorReason, embeddableText } from "@throughline/text"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import {
  type Device,
  type Extractor,
  installed,
  type Precision,
  type TransformersModule
} from "./TransformersModule.ts"

export type { Device, Precision } from "./TransformersModule.ts"

/** Which model, and how it is run. */
export interface TransformersEmbedderOptions {
  /** The model's folder on this machine, with `config.json`, `tokenizer.json` and `onnx/`; in browsers its path on the site. */
  readonly modelPath: string
  /** The id of the model in vectors: the name of its folder unless told. */
  readonly model?: string
  /** Which of the model's files is read: `"fp32"`, which is `onnx/model.onnx`, unless told. */
  readonly dtype?: Precision
  /** How the vectors of a text's tokens become one: their mean unless told, or the first one's, as the model asks for. */
  readonly pooling?: "mean" | "cls"
  /** What runs the model: the processor, or in browsers WebAssembly, unless told. */
  readonly device?: Device
  /** Texts at a time: 1 unless told. With more, vectors of models in whole numbers hang a little on their neighbours. */
  readonly batch?: number
  /** UTF-16 units of a text that are read: its first 8,000 unless told. The model reads as many tokens of them as it can. */
  readonly longest?: number
  /** Gives `@huggingface/transformers` where it cannot be found by its name, as in bundles for browsers. */
  readonly load?: () => Promise<TransformersModule>
}

/** Throws a `RangeError` unless a number is a whole one from 1. */
const whole = (name: string, number: number): number => {
  if (Number.isSafeInteger(number) && number >= 1) return number
  throw new RangeError(`${name} is a whole number from 1, found ${number}`)
}

/** The folder's name. */
const nameOf = (path: string): string => /[^/\\]+(?=[/\\]*$)/.exec(path)?.[0] ?? path

/** A path that cannot be taken for the name of a model elsewhere. */
const localPath = (path: string): string => (/^[./\\]|^[a-z]:/i.test(path) ? path : `./${path}`)

const failure = (model: string, reason: EmbedErrorReason, message: string): EmbedError =>
  new EmbedError({ reason, model, retry: "never", message })

/** Whether the package was not found, as engines and bundlers say it. */
const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && /could not resolve|cannot find (?:package|module)/i.test(cause.message)

const loaded = (
  model: string,
  { device, dtype = "fp32", load = installed, modelPath }: TransformersEmbedderOptions
): Effect.Effect<Extractor, EmbedError, Scope.Scope> => {
  const module = Effect.tryPromise({
    try: load,
    catch: (cause) =>
      failure(
        model,
        "NotLoaded",
        isMissing(cause)
          ? "The package @huggingface/transformers is not installed"
          : "The package @huggingface/transformers could not be loaded"
      )
  })
  const open = ({ env, pipeline }: TransformersModule) =>
    Effect.tryPromise({
      try: () => {
        env.allowRemoteModels = false
        const how = { local_files_only: true, dtype, ...(device === undefined ? {} : { device }) } as const
        return pipeline("feature-extraction", localPath(modelPath), how)
      },
      catch: () => failure(model, "NotLoaded", `The model ${model} could not be loaded in precision ${dtype}`)
    })
  return Effect.acquireRelease(Effect.flatMap(module, open), (extractor) =>
    Effect.ignore(Effect.tryPromise(() => extractor.dispose()))
  )
}

/** A function that gives the vectors of texts, all of one length, one after the other. */
const vectorsBy =
  (extractor: Extractor, model: string, pooling: "mean" | "cls") =>
  (texts: ReadonlyArray<string>, dimension?: number): Effect.Effect<Float32Array, EmbedError> =>
    Effect.gen(function* () {
      const { data, dims } = yield* Effect.tryPromise({
        try: () => extractor([...texts], { pooling, normalize: true }),
        catch: () => failure(model, "Failed", `The model ${model} gave up on ${texts.length} texts`)
      })
      const size = dims[1] ?? 0
      const rows = Float32Array.from({ length: data.length }, (_, i) => Number(data[i]))
      const isShaped = dims.length === 2 && dims[0] === texts.length && size > 0 && rows.length === texts.length * size
      if (isShaped && size === (dimension ?? size) && rows.every(Number.isFinite)) return rows
      return yield* failure(model, "WrongAnswer", `The model ${model} does not give one vector a text: found ${dims}`)
    })

/**
 * An `Embedder` by a model on this machine, run by Transformers.js (`@huggingface/transformers` from version 4, which is
 * installed beside this package). Nothing is sent or fetched: remote models are switched off in that package.
 *
 * Texts without a character are not read: their vectors are 0. All others have length 1.
 *
 * The layer fails with `NotLoaded` when the package or the model is not there, and with `WrongAnswer` when the model is none
 * for embeddings. Throws a `RangeError` for a batch or a length that is no whole number from 1.
 */
export const layer = (options: TransformersEmbedderOptions): Layer.Layer<Embedder, EmbedError> => {
  const { model = nameOf(options.modelPath), pooling = "mean" } = options
  const batch = whole("batch", options.batch ?? 1)
  const longest = whole("longest", options.longest ?? 8000)

  const make = Effect.gen(function* () {
    const extract = vectorsBy(yield* loaded(model, options), model, pooling)
    const { length: dimension } = yield* extract(["word"])
    const embed = Effect.fn("TransformersEmbedder.embed")(function* (texts: ReadonlyArray<string>) {
      const rows = new Float32Array(texts.length * dimension)
      const placed = texts
        .map((text, place) => ({ place, text: embeddableText(text, longest).trim() }))
        .filter(({ text }) => text !== "")
      for (let start = 0; start < placed.length; start += batch) {
        const some = placed.slice(start, start + batch)
        const found = yield* extract(
          some.map(({ text }) => text),
          dimension
        )
        for (const [i, { place }] of some.entries()) {
          rows.set(found.subarray(i * dimension, (i + 1) * dimension), place * dimension)
        }
      }
      return { model, dimension, rows }
    })
    return Embedder.of({ model, dimension, embed })
  })
  return Layer.effect(Embedder, make)
}
