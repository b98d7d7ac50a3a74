import { createHmac } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import { Redact } from "@throughline/core"
import { Effect, Redacted, Stream } from "effect"
import * as fc from "fast-check"
import {
  checkMapping,
  describeRejected,
  type FieldSource,
  hashWith,
  Input,
  type Mapping,
  type Message,
  read
} from "../src/index.ts"
import { isHash } from "../src/personal/Hash.ts"
import { isPersonalId } from "../src/personal/PersonalId.ts"

const key = Redacted.make("0123456789abcdef")
const otherKey = Redacted.make("fedcba9876543210")
const hash = hashWith(key)

const mapping = (fields: Record<string, FieldSource>, id?: Mapping["records"][0]["id"]): Mapping => ({
  source: "desk",
  format: "csv",
  records: [
    {
      kind: "tickets",
      ...(id === undefined ? {} : { id }),
      fields: { at: "at", status: "status", subject: "subject", body: "body", ...fields }
    }
  ]
})

const ticket = (customer: string, text = "hello") =>
  `customer,at,status,subject,body\n${customer},2026-01-01T10:00:00Z,open,${text},${text}\n`

const messagesOf = (text: string, how: Mapping, hashKey?: Redacted.Redacted<string>): Promise<ReadonlyArray<Message>> =>
  Effect.runPromise(
    Stream.runCollect(
      read(Input.fromText("t.csv", text), { mapping: how, ...(hashKey === undefined ? {} : { hashKey }) })
    )
  )

/** The first record, or what was said of it. */
const first = async (text: string, how: Mapping, hashKey?: Redacted.Redacted<string>): Promise<unknown> => {
  const [message] = await messagesOf(text, how, hashKey)
  if (message?._tag === "Imported") return message.record
  return message?._tag === "Rejected" ? describeRejected(message) : message
}

const issuesOf = (how: Mapping) => checkMapping(how).map(({ path }) => path)

describe("a keyed hash", () => {
  it("is the first 130 bits of HMAC-SHA-256 in base 32", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const plain = text.trim().includes("@") ? text.trim().toLowerCase() : text.trim()
        const bits = Array.from(createHmac("sha256", Redacted.value(key)).update(plain).digest(), (byte) =>
          byte.toString(2).padStart(8, "0")
        ).join("")
        const signs = (bits.slice(0, 130).match(/.{5}/g) ?? []).map(
          (five) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(five, 2)]
        )
        assert.strictEqual(hash(text), `h-${signs.join("")}`)
        assert.isTrue(isHash(hash(text)))
      })
    )
  })

  it("is the same with one key, and another with another", () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.string(), (address, text) => {
        assert.strictEqual(hashWith(key)(` ${address.toUpperCase()}\t`), hash(address))
        assert.notStrictEqual(hashWith(otherKey)(address), hash(address))
        if (text.trim() !== address) assert.notStrictEqual(hash(text), hash(address))
      })
    )
  })

  it("remembers, and forgets, without a difference", () => {
    const before = hash("ana@example.org")
    for (let i = 0; i < 10_000; i++) hash(String(i))
    assert.strictEqual(hash("ana@example.org"), before)
  })
})

describe("an id", () => {
  it.each([
    "ana@example.org",
    "Ana Berg <ana@example.org>",
    "auth|ana@example.org",
    "mailto:ana@example.org",
    "ana%40example.org",
    "https://x.example/u?mail=ana@example.org",
    "ana＠example.org",
    "ana (at) example dot org",
    "+49 170 1234567",
    "+491701234567",
    "01701234567",
    "004915123456789",
    "09010975089",
    "tel:+49 170 1234567",
    "(555) 010-9999",
    "4111111111111111",
    "4111 1111 1111 1111",
    "DE89370400440532013000",
    "192.168.0.12",
    "2001:db8::1",
    "AB123456C",
    "529.982.247-25"
  ])("that points to a person: %s", (id) => assert.isTrue(isPersonalId(id)))

  it.each([
    "c1",
    "K47149",
    "ORDER-10012345",
    "4471234567",
    "0000012345",
    "360012345678",
    "4411234567893",
    "cus_NffrFeUfNV2Hib",
    "gid://shopify/Customer/4471234567",
    "7e5c1f0a-1234-4c2d-9b1e-0123456789ab",
    "01234567-1234-4321-8765-012345678901",
    "5f7c8ec7c33c6c004bbafe82",
    "auth0|5f7c8ec7c33c6c004bbafe82",
    "R_2TnWg3Eg5tH0Xyz",
    "https://x.example/users/4711",
    "/checkout/step-2",
    "Kasse München",
    "Acme Corp",
    "v2.10.3"
  ])("that points to nobody: %s", (id) => assert.isFalse(isPersonalId(id)))

  it("of a few letters and digits points to nobody, as all that Redact knows says", () => {
    const few = fc.string({ unit: fc.constantFrom(..."0123456789ABDEQXYZqxyz"), maxLength: 16 })
    fc.assert(
      fc.property(few, (text) => {
        if (!isPersonalId(text) && !/^[a-z]{1,16}\d{1,11}$|^\d+$/i.test(text))
          assert.strictEqual(Redact.text(text), text)
      }),
      { numRuns: 20_000 }
    )
  })

  it("that is a hash stays", () => {
    fc.assert(fc.property(fc.string(), (text) => assert.isFalse(isPersonalId(hash(text)))))
  })
})

describe("without a policy", () => {
  it("an id that is an address is hashed, and another stays", async () => {
    assert.deepInclude(await first(ticket("Ana@example.org"), mapping({ customer: "customer" }), key), {
      customer: hash("ana@example.org")
    })
    assert.deepInclude(await first(ticket("c1"), mapping({ customer: "customer" }), key), { customer: "c1" })
    assert.deepInclude(await first(ticket("c1"), mapping({ customer: "customer" })), { customer: "c1" })
  })

  it("without a key it is told what to give, and nothing is kept", async () => {
    const told = await first(ticket("ana@example.org"), mapping({ customer: "customer" }, "customer"))
    assert.strictEqual(
      told,
      't.csv:2 customer: expected a key to hash it with. Fix: give a key as hashKey, on the command line as THROUGHLINE_HASH_KEY, or say "personal": "keep" in records[0].id.'
    )
    const [, left] = await messagesOf(ticket("ana@example.org"), mapping({ customer: "customer" }))
    assert.isTrue(left?._tag === "Rejected" && left.severity === "field" && left.reason === "PersonalData")
    assert.isTrue(left?._tag === "Rejected" && left.found === "[email]")
  })

  it("texts are redacted", async () => {
    const record = await first(ticket("c1", "mail ana@example.org"), mapping({}))
    assert.deepInclude(record, { subject: "mail [email]", body: "mail [email]" })
  })

  it("the source's own id is hashed in every record that names it", async () => {
    const customers: Mapping = {
      source: "crm",
      format: "csv",
      records: [{ kind: "customers", id: "mail", fields: { account: "mail" } }]
    }
    const id = hash("ana@example.org")
    assert.deepInclude(await first("mail\nana@example.org\n", customers, key), { id, account: id })
    const how = mapping({ customer: "customer" }, { columns: ["customer", "at"] })
    assert.deepInclude(await first(ticket("ana@example.org"), how, key), {
      id: `desk:tickets:${id}|2026-01-01T10:00:00Z`,
      customer: id
    })
    const votes: Mapping = {
      source: "desk",
      format: "csv",
      records: [{ kind: "votes", id: "customer", fields: { request: "customer", at: "at" } }]
    }
    assert.deepInclude(await first(ticket("ana@example.org"), votes, key), { request: `desk:requests:${id}` })
  })

  it("an id made of the content does not tell by trying what was hidden", async () => {
    const how = mapping({ customer: "customer" })
    const id = async (text: string, hashKey?: Redacted.Redacted<string>) => {
      const message = (await messagesOf(text, how, hashKey)).find(({ _tag }) => _tag === "Imported")
      return message?._tag === "Imported" ? message.id : undefined
    }
    assert.strictEqual(await id(ticket("c1", "ana@example.org")), await id(ticket("c1", "ben@example.org")))
    assert.notStrictEqual(await id(ticket("a@b.org"), key), await id(ticket("a@b.org"), otherKey))
    assert.notStrictEqual(await id(ticket("a@b.org"), key), await id(ticket("c@b.org"), key))
  })
})

describe("a policy", () => {
  const of = (personal: "keep" | "hash" | "redact" | "drop", column = "customer") => ({ column, personal })

  it("keeps", async () => {
    const how = mapping({ customer: of("keep"), body: of("keep", "body") }, { columns: ["customer"], personal: "keep" })
    assert.deepInclude(await first(ticket("ana@example.org", "ana@example.org"), how), {
      id: "desk:tickets:ana@example.org",
      customer: "ana@example.org",
      subject: "[email]",
      body: "ana@example.org"
    })
  })

  it("hashes, whatever it is", async () => {
    const how = mapping({ customer: of("hash"), body: of("hash", "body") }, { columns: ["customer"], personal: "hash" })
    assert.deepInclude(await first(ticket("Ana Berg", "Ana Berg"), how, key), {
      id: `desk:tickets:${hash("Ana Berg")}`,
      customer: hash("Ana Berg"),
      body: hash("Ana Berg")
    })
  })

  it("redacts", async () => {
    const how = mapping({ body: of("redact", "body") })
    assert.deepInclude(await first(ticket("c1", "call +49 170 1234567"), how), { body: "call [phone]" })
  })

  it("drops", async () => {
    const how = mapping({ customer: of("drop"), subject: of("drop", "subject"), body: of("drop", "body") })
    const record = await first(ticket("ana@example.org"), how)
    assert.deepInclude(record, { subject: "", body: "" })
    assert.notProperty(record, "customer")
  })

  it("shows nothing of it", async () => {
    const values = { open: "open" }
    const how = mapping({
      customer: { column: "customer", values, personal: "hash" },
      status: { column: "status", personal: "keep" }
    })
    const messages = await messagesOf(ticket("Ana Berg"), how, key)
    const told = messages.flatMap((one) => (one._tag === "Rejected" ? [describeRejected(one)] : []))
    assert.strictEqual(
      told.join(),
      't.csv:2 customer: found "[hidden]", expected one of "open". Fix: add it to records[0].fields.customer.values.'
    )
  })

  it("needs its key before anything is read", async () => {
    const how = mapping({ customer: of("hash") })
    assert.deepStrictEqual(checkMapping(how), [])
    for (const hashKey of [undefined, Redacted.make("short")]) {
      const options = { mapping: how, ...(hashKey === undefined ? {} : { hashKey }) }
      const failed = await Effect.runPromise(
        Effect.flip(Stream.runDrain(read(Input.fromText("t.csv", ticket("c1")), options)))
      )
      assert.strictEqual(failed._tag, "BadMapping")
      assert.include(failed.message, "THROUGHLINE_HASH_KEY")
    }
  })

  it("is one that the field can have", () => {
    assert.deepStrictEqual(issuesOf(mapping({ customer: of("redact") })), ["records[0].fields.customer.personal"])
    assert.deepStrictEqual(issuesOf(mapping({ at: of("hash", "at") })), ["records[0].fields.at.personal"])
    assert.deepStrictEqual(issuesOf(mapping({ at: of("drop", "at") })), ["records[0].fields.at.personal"])
    assert.deepStrictEqual(issuesOf(mapping({ resolvedAt: of("drop", "at") })), [])
  })
})

it("a header that is none shows no address", async () => {
  const failed = await Effect.runPromise(
    Effect.flip(
      Stream.runDrain(
        read(Input.fromText("t.csv", "ana@example.org,c1\nben@example.org,c2\n"), { mapping: mapping({}) })
      )
    )
  )
  assert.include(failed.message, "Its columns are [email], c1.")
})
