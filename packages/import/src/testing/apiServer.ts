import { once } from "node:events"
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { onTestFinished } from "vitest"

/** What an API is asked. */
export interface ApiRequest {
  readonly method: string
  /** With the address of this server. */
  readonly url: URL
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What an API answers: JSON, with status 200 unless it says another. */
export interface ApiAnswer {
  readonly body: unknown
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const pieces: Array<string> = []
  for await (const piece of request) pieces.push(String(piece))
  return pieces.join("")
}

/** Serve an API on this machine until the test ends. Returns its address. */
export const apiServer = async (answer: (request: ApiRequest) => ApiAnswer): Promise<string> => {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { headers, method = "GET", url = "/" } = request
    const asked = { method, url: new URL(url, origin), headers, body: await textOf(request) }
    const { body, headers: own, status = 200 } = answer(asked)
    response.writeHead(status, { "content-type": "application/json", ...own }).end(JSON.stringify(body))
  }
  const server = createServer((request, response) => void respond(request, response))
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return origin
}
