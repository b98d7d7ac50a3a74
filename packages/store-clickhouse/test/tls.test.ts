import { createClient } from "@clickhouse/client"
import { Store, StoreError } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { ClickHouseStore } from "@throughline/store-clickhouse"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { afterAll, assert, test } from "vitest"
import { type Certificate, selfSigned } from "../../store/test/certificates.ts"
import { startServer } from "./servers.ts"

const certificates = [selfSigned(), selfSigned(), selfSigned("elsewhere.example")] as const
const [own, other, elsewhere] = certificates
const servers = await Promise.all([startServer({ certificate: own }), startServer({ certificate: elsewhere })])
const [server, misnamed] = servers
afterAll(async () => {
  await Promise.all(servers.map((each) => each.stop()))
  for (const certificate of certificates) certificate.remove()
}, 60_000)

const password = "sesame-4711"

const clientOf = (url: string, trusted: Certificate, credentials = {}) =>
  createClient({ url, tls: { ca_cert: Buffer.from(trusted.text) }, log: { level: 127 }, ...credentials })

const refused = async (shard: ClickHouseStore.Options["shards"][number]): Promise<StoreError> => {
  const opened = Effect.provide(Effect.asVoid(Store), ClickHouseStore.layer({ shards: [shard] }))
  const error = await Effect.runPromise(Effect.flip(opened))
  assert.instanceOf(error, StoreError)
  assert.notInclude(`${JSON.stringify(error)}${error.stack}`, "sesame")
  return error
}

test("a server that encrypts is reached by a client that knows its certificate", async () => {
  const client = clientOf(server.secureUrl, own)
  const program = Effect.gen(function* () {
    const store = yield* Store
    yield* store.write(visits(1, 10))
    return yield* store.tally({ source: "interactions", by: [] })
  })
  const { counts } = await Effect.runPromise(Effect.provide(program, ClickHouseStore.layer({ shards: [client] })))
  assert.deepStrictEqual([...counts], [10])
  await client.close()
})

test("it is not reached with the certificate of another, nor with none", async () => {
  const clients = [
    clientOf(server.secureUrl, other, { username: "default", password }),
    clientOf(misnamed.secureUrl, elsewhere, { username: "default", password })
  ]
  const { host } = new URL(server.secureUrl)
  for (const shard of [...clients, Redacted.make(`https://default:${password}@${host}`)]) {
    const error = await refused(shard)
    assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
    assert.include(error.message, "certificate")
  }
  await Promise.all(clients.map((client) => client.close()))
})
