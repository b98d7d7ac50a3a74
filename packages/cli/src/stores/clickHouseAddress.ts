import * as Redacted from "effect/Redacted"
import type { ClickHouseAddress } from "./StoreAddress.ts"

/** How a store in ClickHouse is written. */
export const clickHouseForm = "clickhouse://user:password@host:8123,otherhost:8123/database?tls=true"

const form =
  /^clickhouse(?<s>s?):\/\/(?:(?<login>[^/?#]*)@)?(?<hosts>[^@/?#]+)(?:\/(?<database>[^/?#]*))?(?:\?tls=(?<tls>true|false))?$/i

/** The address of a server. A login is set apart from it, so that no part of a password is taken for a host. */
const shard = (host: string, login: string, isEncrypted: boolean): URL | undefined => {
  const text = `${isEncrypted ? "https" : "http"}://${host}`
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.pathname !== "/") return undefined
  if (!/:\d+$/.test(host)) url.port = isEncrypted ? "8443" : "8123"
  const [user = "", ...password] = login.split(":")
  url.username = user
  url.password = password.join(":")
  return url
}

/** Read `clickhouse://user:password@host:8123,host:8123/database`, with `clickhouses://` or `?tls=true` for HTTPS. */
export const clickHouseAddress = (text: string): ClickHouseAddress | undefined => {
  const { database, hosts = "", login = "", s, tls } = form.exec(text)?.groups ?? {}
  const isEncrypted = tls === undefined ? s !== "" : tls === "true"
  const shards = hosts.split(",").flatMap((host) => shard(host, login, isEncrypted) ?? [])
  const isWhole = shards.length === hosts.split(",").length
  if (!isWhole || new Set(shards.map(({ host }) => host)).size < shards.length) return undefined
  return {
    engine: "clickhouse",
    shards: shards.map(({ href }) => Redacted.make(href, { label: "clickhouse" })),
    database: database || "throughline"
  }
}
