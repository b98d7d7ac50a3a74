import { once } from "node:events"
import { connect, createServer, type Socket } from "node:net"

/** A door to a port of this machine that counts what the server sends. */
export interface Door {
  readonly port: number
  readonly received: () => number
  readonly close: () => void
}

export const doorTo = async (port: number): Promise<Door> => {
  let received = 0
  const open = new Set<Socket>()
  const door = createServer((client) => {
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
    server.on("data", (chunk) => {
      received += chunk.length
    })
    client.pipe(server)
    server.pipe(client)
  }).listen(0, "127.0.0.1")
  await once(door, "listening")
  const address = door.address()
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    received: () => received,
    close: () => {
      door.close()
      for (const socket of open) socket.destroy()
    }
  }
}
