import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { random } from "../../src/stats/Random.ts"
import { adjustedRand } from "../../src/text/AdjustedRand.ts"
import * as Topics from "../../src/text/index.ts"
import * as Language from "../../src/text/Language.ts"
import { stem } from "../../src/text/Stem.ts"

/** By language: what tickets are about, each as words in several forms, and sentences that take three of them. */
interface Tickets {
  readonly subjects: ReadonlyArray<ReadonlyArray<string>>
  readonly sentences: ReadonlyArray<string>
}

const tickets: Readonly<Record<string, Tickets>> = {
  de: {
    subjects: [
      ["Karte Karten", "Sperre Sperren", "gestohlene gestohlenen gestohlener", "Dieb Diebe Diebes Dieben"],
      ["Rückzahlung Rückzahlungen", "Betrag Betrags Betrages", "Erstattung Erstattungen", "Gutschrift Gutschriften"],
      ["Paket Pakete Paketen Pakets", "Lieferung Lieferungen", "Fahrer Fahrers Fahrern", "verspätete verspäteten"],
      ["Passwort Passworts Passwortes", "Anmeldung Anmeldungen", "falsche falschen falscher", "Zugang Zugangs Zugange"]
    ],
    sentences: ["Was ist mit {}, {} und {}?", "Ich habe {} und {} wegen {}", "Bitte {} mit {} und {}"]
  },
  fr: {
    subjects: [
      ["carte cartes", "volée volées voler volé", "bloquer bloquée bloquées bloqué", "voleur voleurs"],
      ["remboursement remboursements", "rembourser remboursé remboursée", "montant montants", "crédit crédits crédité"],
      ["colis", "livraison livraisons", "livreur livreurs livrer livré", "retard retards retardé retardée"],
      ["compte comptes", "connexion connexions", "oublié oubliée oublier", "identifiant identifiants"]
    ],
    sentences: ["Pourquoi {}, {} et {} ?", "Je suis dans {} avec {} pour {}", "C'est {} et {} sans {}"]
  },
  es: {
    subjects: [
      ["tarjeta tarjetas", "robado robada robadas robados", "bloqueo bloqueos", "ladrón ladrones"],
      ["reembolso reembolsos", "devolución devoluciones", "importe importes", "abono abonos"],
      ["paquete paquetes", "entrega entregas", "retrasado retrasada retrasados", "repartidor repartidores"],
      ["contraseña contraseñas", "acceso accesos", "usuario usuarios usuaria", "olvidado olvidada olvidadas"]
    ],
    sentences: ["¿Qué pasa con {}, {} y {}?", "Tengo {} por {} y {}", "Por favor, {} y {} con {}"]
  }
}

/** Texts about subjects, each with a word about any of them; `marked` the same with a digit behind what they are about, which keeps it from being stemmed. */
const texts = ({ sentences, subjects }: Tickets, count: number, seed: number) => {
  const next = random(seed)
  const pick = <Item>(items: ReadonlyArray<Item>): Item => items[Math.floor(next() * items.length)] as Item
  return Array.from({ length: count }, (_, i) => {
    const subject = i % subjects.length
    const word = (about = subject): string => pick(pick(subjects[about] as ReadonlyArray<string>).split(" "))
    const [sentence, about] = [pick(sentences), [word(), word(), word(Math.floor(next() * subjects.length))]]
    const filled = (mark: string): string => about.reduce((text, each) => text.replace("{}", each + mark), sentence)
    return { subject, text: filled(""), marked: filled("1") }
  })
}

/** How well topics meet the subjects of texts, on average over seeds: the adjusted Rand index. */
const agreement = (given: ReadonlyArray<string>, subjects: ReadonlyArray<number>): number => {
  const seeds = [1, 2]
  const each = seeds.map((seed) => {
    const model = Topics.fit(given, { topics: 4, seed })
    const places = new Map(model.topics.map(({ id }, i) => [id, i]))
    const found = Topics.assign(model, given).map(({ topic }) => places.get(topic) ?? 0)
    return adjustedRand(Uint32Array.from(found), Uint32Array.from(subjects)) ?? Number.NaN
  })
  return each.reduce((sum, index) => sum + index, 0) / seeds.length
}

describe("stems", () => {
  it.each(Object.keys(tickets))("bring together what is about the same in %s", (language) => {
    const sets = [1, 2, 3, 4].map((seed) => texts(tickets[language] as Tickets, 80, seed))
    expect(sets.flat().filter(({ text }) => Language.of(text).language !== language)).toEqual([])
    const mean = (of: (ticket: (typeof sets)[number][number]) => string): number =>
      sets.reduce(
        (sum, all) =>
          sum +
          agreement(
            all.map(of),
            all.map(({ subject }) => subject)
          ),
        0
      ) / sets.length
    const [stemmed, unstemmed] = [mean(({ text }) => text), mean(({ marked }) => marked)]
    expect(stemmed).toBeGreaterThan(unstemmed + 0.1)
  })

  it("of texts that do not tell their language are those of most texts, in the fit and after it", () => {
    const german = [
      "Wo ist meine Karte?",
      "Ich habe die Karten nicht",
      "Die Karte ist nicht da",
      "Ich will das Konto nicht"
    ]
    const short = ["Karten", "Karte!", "Konto"]
    const model = Topics.fit([...german, "I want my money back", ...short], { topics: 2, seed: 1 })
    expect(model.language).toBe("de")
    expect(model.vocabulary.terms).toContain("kart")
    expect(model.vocabulary.terms).not.toContain("karten")
    const [one, other] = Topics.assign(model, ["Karten", "Karte"])
    expect(one).toEqual(other)
    expect(one?.topic).not.toBe("t0")
    expect(Topics.fit(["???", "Visa", "返金してください"], { topics: 2, seed: 1 }).language).toBe("und")
  })

  it.each([
    ["de", "rechnung rechnungen", "bestellung bestellungen", "größe größen grösse", "neue neuen neuer neues neuem"],
    [
      "fr",
      "journal journaux",
      "commande commandes commander commandé",
      "facturation facturer facturé",
      "rapide rapides"
    ],
    ["es", "pedido pedidos", "vez veces", "factura facturas", "reclamación reclamaciones reclamacion"],
    ["it", "ordine ordini", "fattura fatture", "banca banche", "pacco pacchi"],
    ["pt", "cartão cartões", "papel papéis", "encomenda encomendas", "vendedora vendedor", "rapidamente rápida"],
    [
      "nl",
      "bestelling bestellingen besteld bestellen",
      "pakket pakketten",
      "boek boeken",
      "huis huizen",
      "betaal betaling"
    ],
    ["sv", "räkning räkningar räkningen", "kund kunder kunden", "faktura fakturor fakturan"],
    ["ru", "посылка посылки посылку посылкой", "адрес адреса адресу", "новый новая новое новые новым", "счёт счета"],
    ["en", "refund refunded refunds refunding"]
  ])("in %s are shared by the forms of a word", (language, ...groups) => {
    const differing = groups
      .map((forms) => [...new Set(forms.split(" ").map((form) => stem(form, language)))])
      .filter((stems) => stems.length > 1)
    expect(differing).toEqual([])
  })

  it.each([
    ["de", "post paket", "konto kunde", "tasche tausch"],
    ["fr", "compte colis", "vol vente", "carte court"],
    ["es", "caso cesta", "pedido perdido"],
    ["nl", "pas post", "brief bril"],
    ["ru", "заказ адрес"]
  ])("in %s keep different words apart", (language, ...pairs) => {
    for (const pair of pairs) expect(new Set(pair.split(" ").map((word) => stem(word, language))).size).toBe(2)
  })

  it("are never empty, nor longer than the word by more than a letter, and other words stay as they are", () => {
    const language = fc.constantFrom("en", "de", "fr", "es", "it", "pt", "nl", "sv", "ru", "pl", "und", "toString")
    const letter = fc.constantFrom(..."aeinrstluxzvgjhdößäéèçñãõëåкаыйьнёия1'")
    const word = fc.oneof(fc.string({ unit: letter, minLength: 1, maxLength: 14 }), fc.string({ minLength: 1 }))
    fc.assert(
      fc.property(language, word, (each, text) => {
        const found = stem(text, each)
        expect(found.length).toBeGreaterThan(0)
        expect(found.length).toBeLessThanOrEqual(text.replaceAll("ß", "ss").length + 1)
      }),
      { numRuns: 2000 }
    )
    expect(stem("абв1", "ru")).toBe("абв1")
    expect(stem("x".repeat(31), "en")).toBe("x".repeat(31))
  })
})
