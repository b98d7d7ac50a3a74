import { once } from "node:events"
import { connect, createServer, type Socket } from "node:net"
import { onTestFinished } from "vitest"

/** A door to a port of this machine that can be cut; it is closed when the test ends. */
export interface Proxy {
  readonly port: number
  /** Bytes that the server sent through it so far. */
  readonly received: () => number
  /** Connections made through it so far. */
  readonly connections: () => number
  /** Cut the connection that next receives so many bytes in all. Happens once. */
  readonly cutAfter: (bytes: number) => void
  /** Cut the connection that next sends so many bytes to the server in all. Happens once. */
  readonly cutAfterSending: (bytes: number) => void
  /** Let no further connection in. */
  readonly shut: () => void
}

export const proxyTo = async (port: number): Promise<Proxy> => {
  let received = 0
  let connections = 0
  const left = { received: Number.POSITIVE_INFINITY, sent: Number.POSITIVE_INFINITY }
  const open = new Set<Socket>()
  const link = (client: Socket) => {
    connections++
    const server = connect(port, "127.0.0.1")
    const cut = () => {
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) {
      open.add(socket)
      socket.on("error", cut)
      socket.on("close", cut)
    }
    const pass = (way: keyof typeof left, from: Socket, to: Socket) =>
      from.on("data", (chunk) => {
        if (way === "received") received += chunk.length
        left[way] -= chunk.length
        if (left[way] >= 0) return void to.write(chunk)
        left[way] = Number.POSITIVE_INFINITY
        cut()
      })
    pass("sent", client, server)
    pass("received", server, client)
  }
  const door = createServer(link).listen(0, "127.0.0.1")
  await once(door, "listening")
  onTestFinished(() => {
    door.close()
    for (const socket of open) socket.destroy()
  })
  const address = door.address()
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    received: () => received,
    connections: () => connections,
    cutAfter: (bytes) => {
      left.received = bytes
    },
    cutAfterSending: (bytes) => {
      left.sent = bytes
    },
    shut: () => void door.close()
  }
}
