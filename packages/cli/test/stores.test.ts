import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { describe, expect, it } from "vitest"
import { placesOf } from "../src/stores/placesOf.ts"
import { readAddress } from "../src/stores/readAddress.ts"
import type { StoreAddress } from "../src/stores/StoreAddress.ts"

const read = (text: string): StoreAddress => Effect.runSync(readAddress(text))
const refused = (text: string): string => Effect.runSync(Effect.flip(readAddress(text))).message

/** An address with what it hides. */
const shown = (address: StoreAddress): unknown => {
  if (address.engine === "postgres") return { ...address, url: Redacted.value(address.url) }
  return address.engine === "clickhouse" ? { ...address, shards: address.shards.map(Redacted.value) } : address
}

describe("the name of a store", () => {
  it.each(["cx.duckdb", "./a:b.duckdb", "C:\\data\\cx.duckdb", "C:/data/cx.duckdb", "/tmp/a b"])(
    "is a path: %s",
    (file) => {
      expect(read(file)).toEqual({ engine: "duckdb", file })
      expect(read(`duckdb:${file}`)).toEqual({ engine: "duckdb", file })
    }
  )

  it.each([
    ["postgres://cx:s%40c@db:5433/cx", "postgres://cx:s%40c@db:5433/cx", "throughline"],
    ["postgresql://db/cx?schema=north&sslmode=require", "postgresql://db/cx?sslmode=require", "north"],
    ["postgres:///cx?host=/run/postgresql", "postgres:///cx?host=%2Frun%2Fpostgresql", "throughline"]
  ])("is a database of PostgreSQL: %s", (text, url, schema) => {
    expect(shown(read(text))).toEqual({ engine: "postgres", url, schema })
  })

  it.each([
    ["clickhouse://h", ["http://h:8123/"], "throughline"],
    ["clickhouse://cx:s@h1:1,h2/north", ["http://cx:s@h1:1/", "http://cx:s@h2:8123/"], "north"],
    ["clickhouse://cx:a%2Fb\\:c@d@h:80/x", ["http://cx:a%2Fb%5C%3Ac%40d@h/"], "x"],
    ["clickhouses://h/x", ["https://h:8443/"], "x"],
    ["ClickHouse://[::1]:8123/x?tls=true", ["https://[::1]:8123/"], "x"],
    ["clickhouses://h/x?tls=false", ["http://h:8123/"], "x"]
  ])("is a database on servers of ClickHouse: %s", (text, shards, database) => {
    expect(shown(read(text))).toEqual({ engine: "clickhouse", shards, database })
  })

  it.each([
    ["", "duckdb:file.db"],
    ["duckdb:", "duckdb:file.db"],
    ["duckdb://SECRET@h/x", "duckdb:file.db"],
    ["postgress://u:SECRET@h/x", "postgres://user"],
    ["u:SECRET@h/x", "duckdb:file.db"],
    ["user:SECRET@h", "clickhouse://user"],
    ["postgres://u:SECRET@h", "postgres://user"],
    ["postgres://u:SECRET@h/", "postgres://user"],
    ["postgres://u:SECRET@h:port/x", "postgres://user"],
    ["postgres://u:SEC/RET@h/x", "postgres://user"],
    ["clickhouse://u:SEC/RET@h/x", "clickhouse://user"],
    ["clickhouse://u:SEC?RET@h/x", "clickhouse://user"],
    ["clickhouse://u:SECRET@h:99999/x", "clickhouse://user"],
    ["clickhouse://u:SECRET@h1,,h2/x", "clickhouse://user"],
    ["clickhouse://u:SECRET@h1,h1:8123/x", "clickhouse://user"],
    ["clickhouse://u:SECRET@h\\x/x", "clickhouse://user"],
    ["clickhouse://u:SECRET@h/x?secure=1", "clickhouse://user"],
    ["clickhouse://u:SECRET@", "clickhouse://user"]
  ])("says how it is written, and nothing of a secret: %s", (text, form) => {
    const message = refused(text)
    expect(message).toContain(form)
    expect(message).not.toMatch(/SEC|RET/)
  })

  it("hides a password from whoever prints it", () => {
    for (const text of ["postgres://u:SECRET@h/x", "clickhouse://u:SECRET@h/x"]) {
      expect(JSON.stringify(read(text))).not.toContain("SECRET")
      expect(String(Object.values(read(text)))).not.toContain("SECRET")
    }
  })

  it.each([
    ["postgres://a:b@DB/cx", "postgresql://c@db:5432/cx?sslmode=require", true],
    ["postgres://db/cx", "postgres://db/cx?schema=north", false],
    ["postgres://db/cx", "postgres://db/other", false],
    ["clickhouse://h/x", "clickhouse://u:p@h:8123,h2/x", true],
    ["clickhouse://h/x", "clickhouse://h/y", false],
    ["cx.duckdb", `duckdb:${process.cwd()}/cx.duckdb`, true],
    ["cx.duckdb", "cy.duckdb", false]
  ])("%s and %s: one store? %s", (one, other, same) => {
    const places = placesOf(read(one))
    expect(placesOf(read(other)).some((place) => places.includes(place))).toBe(same)
  })
})
