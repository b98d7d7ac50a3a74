/** What a model gives: `data` has the numbers of all vectors, one after the other, and the last of `dims` is their length. */
interface Features {
  readonly data: ArrayLike<unknown>
  readonly dims: ReadonlyArray<number>
}

/** A loaded model: texts in, features out. */
export interface Extractor {
  (texts: Array<string>, options: { readonly pooling: "mean" | "cls"; readonly normalize: true }): Promise<Features>
  readonly dispose: () => Promise<unknown>
}

/** What is used of `@huggingface/transformers`, from version 4. */
export interface TransformersModule {
  readonly env: { allowRemoteModels: boolean }
  readonly pipeline: (
    task: "feature-extraction",
    model: string,
    options: { readonly local_files_only: true; readonly dtype: Precision; readonly device?: Device }
  ) => Promise<Extractor>
}

/** The precision of a model's numbers: which of its files is read. */
export type Precision = "fp32" | "fp16" | "q8" | "int8" | "uint8" | "q4" | "q4f16" | "bnb4"

/** What a model runs on; the processor unless told. */
export type Device = "cpu" | "wasm" | "webgpu" | "cuda" | "dml" | "coreml"

const packageName: string = "@huggingface/transformers"

/** The package where it is installed. */
export const installed = (): Promise<TransformersModule> => import(packageName)
