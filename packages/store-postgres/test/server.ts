import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { PostgresStore } from "@throughline/store-postgres"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { Client } from "pg"

/** A PostgreSQL server of this machine, on a port of its own. */
export interface Server {
  readonly port: number
  /** The connection string, as any client takes it. */
  readonly url: string
  /** End it as a failure of power would: no process of it gets to clean up. */
  readonly kill: () => Promise<void>
  /** Start it again on the same data. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

const packaged = "/usr/lib/postgresql"

/** The folder of the newest server that Debian has installed. */
const binaries = (): string => {
  const [newest] = readdirSync(packaged).sort((a, b) => Number(b) - Number(a))
  return join(packaged, newest ?? "", "bin")
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  server.close()
  await once(server, "close")
  return typeof address === "object" && address !== null ? address.port : 0
}

/** The server does not run as root. */
export const owner = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const id = (option: string) => Number(execFileSync("id", [option, "postgres"], { encoding: "utf8" }))
  return { uid: id("-u"), gid: id("-g") }
}

const answers = async (url: string): Promise<void> => {
  for (let tries = 0; tries < 600; tries++) {
    const client = new Client(url)
    client.on("error", () => {})
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  throw new Error("PostgreSQL does not answer")
}

/** Nothing is kept safe from a loss of power, which is quick. */
export const careless = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]

/** Start a server on new data. Its tables and its log are in a folder of its own, or where it is told. */
export const startServer = async (
  more: ReadonlyArray<string> = [],
  places: { readonly data?: string; readonly log?: string } = {}
): Promise<Server> => {
  const folder = mkdtempSync(join(tmpdir(), "throughline-postgres-"))
  const port = await freePort()
  const user = owner()
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(places.data ?? folder, "data")
  const log = join(places.log ?? folder, "log")
  const options = { ...user, stdio: "ignore", cwd: folder } as const
  const initdb = ["-D", data, "-U", "cx", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--waldir", log]
  execFileSync(join(binaries(), "initdb"), initdb, options)
  const url = `postgres://cx@127.0.0.1:${port}/postgres`
  let server: ChildProcess | undefined
  const start = async () => {
    const settings = [
      "-p",
      String(port),
      "-k",
      folder,
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "max_connections=200",
      ...more
    ]
    // It ends at once while a process of the one that was killed is not quite gone.
    for (let tries = 0; tries < 50; tries++) {
      const started = spawn(join(binaries(), "postgres"), ["-D", data, ...settings], options)
      server = started
      const isUp = await Promise.race([answers(url).then(() => true), once(started, "exit").then(() => false)])
      if (isUp) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error("PostgreSQL does not start")
  }
  const isGone = () => server === undefined || server.exitCode !== null || server.signalCode !== null
  const stop = async () => {
    if (server === undefined || isGone()) return
    const gone = once(server, "exit")
    server.kill("SIGQUIT")
    await gone
  }
  const kill = async () => {
    if (server?.pid === undefined || isGone()) return
    const gone = once(server, "exit")
    // Stopped, it starts no other while those that it has started are killed. Each is a process group of its own.
    server.kill("SIGSTOP")
    const started = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, "utf8").split(" ").filter(Boolean)
    for (const pid of started) process.kill(Number(pid), "SIGKILL")
    server.kill("SIGKILL")
    await gone
  }
  await start()
  return {
    port,
    url,
    start,
    kill,
    stop: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

let schemas = 0

/** A store in a schema that nothing else uses, each time it is built. */
export const emptyStore = ({ url }: Pick<Server, "url">, options: Partial<PostgresStore.Options> = {}) =>
  Layer.suspend(() => PostgresStore.layer({ url: Redacted.make(url), schema: `empty_${++schemas}`, ...options }))
