import * as Context from "effect/Context"

/** The bytes that one call of a store sent to its engine, and those that came back. */
export interface Bytes {
  sent: number
  received: number
}

/**
 * Where an engine behind a connection adds up the bytes of the call that runs: they become the attributes `bytesSent` and
 * `bytesReceived` of its span. Outside of a call they go nowhere.
 */
export const Traffic: Context.Reference<Bytes> = Context.Reference("@throughline/store/Traffic", {
  defaultValue: (): Bytes => ({ sent: 0, received: 0 })
})
