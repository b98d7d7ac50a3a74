import { chownSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import type { ConnectionOptions } from "node:tls"
import { Store, StoreError } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { PostgresStore } from "@throughline/store-postgres"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { Client } from "pg"
import { afterAll, assert, describe, test } from "vitest"
import { type Certificate, selfSigned } from "../../store/test/certificates.ts"
import { careless, owner, startServer } from "./server.ts"

/** A server with a certificate; the files of it are the server's own. */
const startWith = ({ file, key }: Certificate) => {
  const user = owner()
  for (const path of [dirname(key), key, file]) if (user !== undefined) chownSync(path, user.uid, user.gid)
  return startServer([...careless, "-c", "ssl=on", "-c", `ssl_cert_file=${file}`, "-c", `ssl_key_file=${key}`])
}

const [own, other, elsewhere] = [selfSigned(), selfSigned(), selfSigned("elsewhere.example")]
const servers = await Promise.all([startWith(own), startWith(elsewhere), startServer(careless)])
const [server, misnamed, plain] = servers
afterAll(async () => {
  await Promise.all(servers.map((each) => each.stop()))
  for (const certificate of [own, other, elsewhere]) certificate.remove()
}, 60_000)

const password = "sesame-4711"

const layer = (port: number, search: string, tls?: ConnectionOptions) =>
  PostgresStore.layer({
    url: Redacted.make(`postgres://cx:${password}@localhost:${port}/postgres${search}`),
    ...(tls === undefined ? {} : { tls })
  })

/** Whether all connections of stores are encrypted, as the server says. */
const areEncrypted = async (): Promise<boolean> => {
  const client = new Client(server.url)
  await client.connect()
  const { rows } = await client.query<{ ssl: boolean }>(
    "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'throughline'"
  )
  await client.end()
  return rows.length > 0 && rows.every(({ ssl }) => ssl)
}

const refused = async (port: number, search: string, tls?: ConnectionOptions): Promise<StoreError> => {
  const error = await Effect.runPromise(Effect.flip(Effect.provide(Effect.asVoid(Store), layer(port, search, tls))))
  assert.instanceOf(error, StoreError)
  assert.notInclude(`${JSON.stringify(error)}${error.stack}`, "sesame")
  return error
}

const trusted = own.file.replaceAll("/", "%2F")

describe("a server that encrypts", () => {
  test.each<readonly [string, string, ConnectionOptions | undefined]>([
    ["by its certificate in tls", "", { ca: own.text }],
    ["by its certificate in tls, whatever the URL says", "?sslmode=disable", { ca: own.text }],
    ["by its certificate in tls, also where the URL asks for it", "?sslmode=verify-full", { ca: own.text }],
    ["by its certificate in the URL", `?sslmode=verify-full&sslrootcert=${trusted}`, undefined],
    ["without a look at its certificate", "", { rejectUnauthorized: false }]
  ])("is reached %s", async (_, search, tls) => {
    const program = Effect.gen(function* () {
      const store = yield* Store
      yield* store.write(visits(1, 10))
      assert.isTrue(yield* Effect.promise(areEncrypted))
      return yield* store.tally({ source: "interactions", by: [] })
    })
    const { counts } = await Effect.runPromise(Effect.provide(program, layer(server.port, search, tls)))
    assert.deepStrictEqual([...counts], [10])
  })

  test("is not reached with the certificate of another, nor with none", async () => {
    for (const error of [
      await refused(server.port, "", { ca: other.text }),
      await refused(server.port, "?sslmode=verify-full"),
      await refused(misnamed.port, "", { ca: elsewhere.text })
    ]) {
      assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
      assert.match(error.message, /certificate.*tls/)
    }
  })

  test("is never reached in the open instead", async () => {
    const error = await refused(plain.port, "", { ca: own.text })
    assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
    assert.include(error.message, "encrypt")
  })
})

test("a server that takes encrypted connections only says so", async () => {
  const client = new Client(server.url)
  await client.connect()
  const { rows } = await client.query<{ hba_file: string }>("SHOW hba_file")
  writeFileSync(rows[0]?.hba_file ?? "", "hostnossl all all all reject\nhostssl all all all trust\n")
  await client.query("SELECT pg_reload_conf()")
  await client.end()
  const error = await refused(server.port, "?sslmode=disable")
  assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
})
