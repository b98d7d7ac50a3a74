import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ClickHouseStore } from "@throughline/store-clickhouse"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type { Certificate } from "../../store/test/certificates.ts"

/** A ClickHouse server of this machine, on ports of its own. */
export interface Server {
  readonly url: string
  /** Where it answers over TLS, if it has a certificate. */
  readonly secureUrl: string
  /** End it as a failure of power would: no part of it gets to clean up. */
  readonly kill: () => Promise<void>
  /** Start it again on the same data. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  server.close()
  await once(server, "close")
  return typeof address === "object" && address !== null ? address.port : 0
}

const users = `<yandex><profiles><default></default></profiles><users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users><quotas><default></default></quotas></yandex>`

const encrypted = (port: number, { file, key }: Pick<Certificate, "file" | "key">): string =>
  `<https_port>${port}</https_port><openSSL><server><certificateFile>${file}</certificateFile><privateKeyFile>${key}</privateKeyFile><verificationMode>none</verificationMode></server></openSSL>`

const config = (folder: string, http: number, tcp: number, more: string): string =>
  `<yandex><logger><level>none</level></logger><http_port>${http}</http_port><tcp_port>${tcp}</tcp_port><listen_host>127.0.0.1</listen_host><path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path><user_files_path>${folder}/files/</user_files_path><users_config>${folder}/users.xml</users_config><default_profile>default</default_profile><default_database>default</default_database><mark_cache_size>67108864</mark_cache_size>${more}</yandex>`

const answers = async (url: string): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    const ping = await fetch(`${url}/ping`).catch(() => undefined)
    if (ping?.ok === true) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error("ClickHouse does not answer")
}

/** Start a server on new data, which it has in a folder of its own, inside the one given if one is. */
export const startServer = async ({
  certificate,
  inside = tmpdir()
}: {
  readonly certificate?: Certificate
  readonly inside?: string
} = {}): Promise<Server> => {
  const folder = mkdtempSync(join(inside, "throughline-clickhouse-"))
  const [http, tcp, https] = [await freePort(), await freePort(), await freePort()]
  const file = join(folder, "config.xml")
  for (const name of ["data", "tmp", "files"]) mkdirSync(join(folder, name))
  writeFileSync(join(folder, "users.xml"), users)
  writeFileSync(file, config(folder, http, tcp, certificate === undefined ? "" : encrypted(https, certificate)))
  const url = `http://127.0.0.1:${http}`
  let server: ChildProcess | undefined
  const start = async () => {
    server = spawn("clickhouse-server", [`--config-file=${file}`], { stdio: "ignore", cwd: folder })
    await answers(url)
  }
  const end = async () => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, "exit")
    server.kill("SIGKILL")
    await gone
  }
  await start()
  return {
    url,
    secureUrl: `https://localhost:${https}`,
    start,
    kill: end,
    stop: async () => {
      await end()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

let databases = 0

/** A store in databases that nothing else uses, each time it is built. */
export const emptyStore = (
  shards: ClickHouseStore.Options["shards"],
  options: Omit<Partial<ClickHouseStore.Options>, "shards"> = {}
) => Layer.suspend(() => ClickHouseStore.layer({ shards, database: `empty_${++databases}`, ...options }))

export const urls = (servers: ReadonlyArray<Server>) => servers.map(({ url }) => Redacted.make(url))
