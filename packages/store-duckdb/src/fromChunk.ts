import { DuckDBBlobValue, type DuckDBDataChunk, type DuckDBValue } from "@duckdb/node-api"

const plain = (value: DuckDBValue): unknown =>
  value instanceof DuckDBBlobValue
    ? Buffer.from(value.bytes.buffer, value.bytes.byteOffset, value.bytes.byteLength).toString("utf8")
    : value

/** The columns of a chunk, text decoded from its bytes. */
export const fromChunk = (chunk: DuckDBDataChunk): ReadonlyArray<Array<unknown>> =>
  chunk.getColumns().map((column) => column.map(plain))
