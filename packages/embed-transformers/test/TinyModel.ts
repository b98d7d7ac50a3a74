import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** Numbers of a vector. */
export const dimension = 16

/** So many tokens: one a byte, and one for padding. */
const tokens = 257

/** A number as a protobuf varint. */
const varint = (value: number): ReadonlyArray<number> =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]

const number = (field: number, value: number): ReadonlyArray<number> => [...varint(field * 8), ...varint(value)]

const bytes = (field: number, value: ArrayLike<number>): ReadonlyArray<number> => [
  ...varint(field * 8 + 2),
  ...varint(value.length),
  ...Array.from(value)
]

const text = (field: number, value: string): ReadonlyArray<number> => bytes(field, new TextEncoder().encode(value))

/** A tensor's name and shape as an input or output of an ONNX graph; a name stands for a size that is not known. */
const valueInfo = (field: number, name: string, type: number, shape: ReadonlyArray<string | number>) => {
  const dims = shape.flatMap((size) => bytes(1, typeof size === "string" ? text(2, size) : number(1, size)))
  return bytes(field, [...text(1, name), ...bytes(2, bytes(1, [...number(1, type), ...bytes(2, dims)]))])
}

const [float, int64] = [1, 7]

/** The vector of each token: numbers that look drawn by chance. */
const embedding = (): Float32Array => {
  let state = 7
  return Float32Array.from({ length: tokens * dimension }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  })
}

/** An ONNX model of one node, which looks up the vector of each token (`Gather`). */
const onnx = (): Uint8Array => {
  const node = [...text(1, "vectors"), ...text(1, "input_ids"), ...text(2, "last_hidden_state"), ...text(4, "Gather")]
  const table = [
    ...number(1, tokens),
    ...number(1, dimension),
    ...number(2, float),
    ...text(8, "vectors"),
    ...bytes(9, new Uint8Array(embedding().buffer))
  ]
  const graph = [
    ...bytes(1, node),
    ...text(2, "tiny"),
    ...bytes(5, table),
    ...valueInfo(11, "input_ids", int64, ["batch", "tokens"]),
    ...valueInfo(12, "last_hidden_state", float, ["batch", "tokens", dimension])
  ]
  return Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 13))])
}

/** The character that stands for each byte in byte-level vocabularies. */
const byteCharacters = (): ReadonlyArray<string> => {
  const isShown = (byte: number): boolean => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
  let next = 256
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isShown(byte) ? byte : next++))
}

const tokenizer = () => ({
  version: "1.0",
  truncation: null,
  padding: null,
  added_tokens: [
    { id: 256, content: "[PAD]", single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }
  ],
  normalizer: null,
  pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true },
  post_processor: null,
  decoder: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true },
  model: {
    type: "BPE",
    dropout: null,
    unk_token: null,
    continuing_subword_prefix: "",
    end_of_word_suffix: "",
    fuse_unk: false,
    vocab: { ...Object.fromEntries(byteCharacters().map((character, byte) => [character, byte])), "[PAD]": 256 },
    merges: []
  }
})

/** Write a model of a few kilobytes: the vector of a text is the mean of those of its bytes. */
export const writeTinyModel = (folder: string): void => {
  mkdirSync(join(folder, "onnx"), { recursive: true })
  const config = { model_type: "bert", architectures: ["BertModel"], hidden_size: dimension, vocab_size: tokens }
  writeFileSync(join(folder, "config.json"), JSON.stringify(config))
  writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(tokenizer()))
  const tokenizerConfig = { tokenizer_class: "PreTrainedTokenizerFast", pad_token: "[PAD]", model_max_length: 512 }
  writeFileSync(join(folder, "tokenizer_config.json"), JSON.stringify(tokenizerConfig))
  writeFileSync(join(folder, "onnx", "model.onnx"), onnx())
}
