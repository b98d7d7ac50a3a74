import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** What a request asked for. */
export interface Asked {
  readonly model: string
  readonly input: ReadonlyArray<string>
  readonly encoding_format: string
  readonly dimensions?: number
  readonly authorization: string | undefined
  readonly path: string | undefined
}

/** How the endpoint answers its n-th request, counted from 0. */
export type Behaviour = (asked: Asked, response: ServerResponse, n: number) => void

/** An endpoint on this machine, and what it was asked. */
export interface LoopbackEndpoint {
  readonly url: string
  readonly asked: Array<Asked>
  /** Requests that have no answer yet, now and at most. */
  readonly open: { now: number; most: number; broken: number }
  readonly server: Server
}

export const dimension = 8

/** A vector of a text: the same for the same text. */
export const vectorOf = (text: string, size = dimension): ReadonlyArray<number> => {
  let state = 7
  for (const character of text) state = (Math.imul(state, 31) + (character.codePointAt(0) ?? 0)) >>> 0
  return Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.fround(state / 2 ** 32 - 0.5)
  })
}

const packed = (vector: ReadonlyArray<number>): string =>
  Buffer.from(Float32Array.from(vector).buffer).toString("base64")

/** An answer as the protocol describes it, its vectors in another order than the texts. */
export const answer = ({ dimensions, encoding_format, input }: Asked, response: ServerResponse): void => {
  const data = input.map((text, index) => {
    const vector = vectorOf(text, dimensions)
    return { object: "embedding", index, embedding: encoding_format === "base64" ? packed(vector) : vector }
  })
  send(response, { object: "list", data: data.toReversed(), usage: { prompt_tokens: 1, total_tokens: 1 } })
}

export const send = (response: ServerResponse, body: unknown, status = 200, headers: object = {}): void => {
  response.writeHead(status, { "content-type": "application/json", ...headers })
  response.end(typeof body === "string" ? body : JSON.stringify(body))
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Array<Buffer> = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

/** Listen on a free port of this machine. */
export const listen = async (behaviour: Behaviour): Promise<LoopbackEndpoint> => {
  const asked: Array<Asked> = []
  const open = { now: 0, most: 0, broken: 0 }
  const server = createServer((request, response) => {
    open.now++
    open.most = Math.max(open.most, open.now)
    response.on("close", () => {
      open.now--
      if (!response.writableFinished) open.broken++
    })
    void bodyOf(request).then((body) => {
      asked.push({ ...JSON.parse(body), authorization: request.headers.authorization, path: request.url })
      behaviour(asked.at(-1) as Asked, response, asked.length - 1)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve)
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked, open, server }
}
