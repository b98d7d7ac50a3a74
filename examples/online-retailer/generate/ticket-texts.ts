import type { Random } from "./random.ts"

/** Words of one kind of request: subjects, what happened, and what is asked for. Placeholders stand in braces. */
interface Topic {
  readonly weight: number
  readonly subjects: ReadonlyArray<string>
  readonly happened: ReadonlyArray<string>
  readonly asks: ReadonlyArray<string>
  readonly german: ReadonlyArray<string>
}

export type TopicName = keyof typeof topics

export const ticketText = (draw: Random, name: TopicName): { subject: string; description: string } => {
  const topic: Topic = topics[name]
  const fill = placeholders(draw)
  if (draw.chance(0.2)) {
    const body = [draw.pick(germanGreetings), draw.pick(topic.german), draw.pick(germanClosings)].filter(Boolean)
    return { subject: draw.pick(germanSubjects[name]), description: fill(body.join("\n")) }
  }
  const body = [draw.pick(topic.happened), draw.pick(topic.asks)]
  if (draw.chance(0.35)) body.push(draw.pick(asides))
  const lines = [draw.pick(greetings), body.join(" "), draw.pick(closings)].filter(Boolean)
  return { subject: fill(draw.pick(topic.subjects)), description: fill(lines.join(draw.chance(0.4) ? "\n\n" : " ")) }
}

const placeholders = (draw: Random) => {
  const order = `${200_000 + draw.below(700_000)}`
  const amount = `${5 + draw.below(180)},${draw.pick(["00", "50", "90", "95", "99"])} €`
  const days = `${3 + draw.below(14)}`
  const item = draw.pick(items)
  const carrier = draw.pick(["NordPost", "Paketblitz", "SwiftShip", "NordPost"])
  const name = `${draw.pick(firstNames)}.${draw.pick(lastNames)}`
  const phone = `+49 30 23125 ${String(draw.below(1000)).padStart(3, "0")}`
  const words: Readonly<Record<string, string>> = {
    order,
    amount,
    days,
    item,
    carrier,
    phone,
    mail: `${name}@example.com`
  }
  return (text: string) => text.replaceAll(/\{([a-z]+)\}/g, (whole, key: string) => words[key] ?? whole)
}

const items = [
  "jacket",
  "trainers",
  "toaster",
  "desk lamp",
  "backpack",
  "dress",
  "kettle",
  "headphones",
  "jeans",
  "tent"
]
const firstNames = ["anna", "jonas", "mira", "paul", "lea", "emil", "sofia", "karim", "greta", "tom"]
const lastNames = ["example", "muster", "sample", "beispiel", "probe"]

const greetings = ["Hello,", "Hi,", "Dear team,", "Good morning,", "", ""]
const closings = [
  "Thanks",
  "Best regards",
  "Please write to {mail}.",
  "You can call me on {phone} after 5 pm.",
  "Kind regards,\n{mail}",
  "",
  "",
  ""
]
const asides = [
  "This is the second time I am writing.",
  "I am a Plus member, by the way.",
  'Your page just says "we are working on it".',
  "I have been a customer for years.",
  "Your chat could not help me."
]
const germanGreetings = ["Guten Tag,", "Hallo,", "Sehr geehrte Damen und Herren,", ""]
const germanClosings = ["Mit freundlichen Grüßen", "Viele Grüße", "Danke im Voraus!", "Meine Adresse: {mail}", ""]

const topics = {
  "where is my order": {
    weight: 16,
    subjects: ["Where is my order {order}?", "Order {order} status", "No tracking yet", "Where is my parcel"],
    happened: [
      "I ordered a {item} {days} days ago and the tracking page shows nothing.",
      "The status of order {order} has not changed for {days} days.",
      "I have no shipping confirmation for order {order}.",
      "The tracking link of my parcel does not open."
    ],
    asks: [
      "Where is it now?",
      "Can you tell me where my parcel is?",
      "Has it been shipped at all?",
      "Please send me the tracking number."
    ],
    german: [
      "wo ist meine Bestellung {order}? Die Sendungsverfolgung zeigt nichts an.",
      "seit {days} Tagen steht meine Bestellung auf „in Vorbereitung“. Wann wird verschickt?"
    ]
  },
  "late delivery": {
    weight: 14,
    subjects: ["Late delivery", "Parcel {days} days late", "{carrier} is late again", "Delivery date missed"],
    happened: [
      "My parcel should have come {days} days ago; {carrier} has still not delivered it.",
      "{carrier} moved the delivery date three times, the {item} was a birthday present.",
      "Delivery was promised for Monday and now it is a week later.",
      "The driver of {carrier} wrote that nobody was at home, but I waited all day."
    ],
    asks: [
      "When will it be delivered?",
      "Please use another carrier next time.",
      "I want the shipping fee back for this delay.",
      "What will you do about the delay?"
    ],
    german: [
      "das Paket kommt {days} Tage zu spät und {carrier} verschiebt den Termin ständig.",
      "Lieferung verspätet, obwohl ich für Express bezahlt habe. Wann kommt sie endlich?"
    ]
  },
  "refund not arrived": {
    weight: 7,
    subjects: ["Refund not arrived", "Where is my refund?", "Money back for {order}", "Refund of {amount} missing"],
    happened: [
      "I sent the {item} back {days} days ago and the refund of {amount} has not arrived.",
      "You confirmed my return, but the money is not on my account.",
      "Still waiting for my refund of {amount} for order {order}.",
      "The refund was announced by mail, my bank has not received anything."
    ],
    asks: [
      "When will I get my money back?",
      "Please transfer the refund now.",
      "Can you check if the refund was sent?",
      "I need the {amount} back this week."
    ],
    german: [
      "die Rückerstattung von {amount} ist nach {days} Tagen noch nicht auf meinem Konto.",
      "ich habe die Ware zurückgeschickt, aber mein Geld nicht zurückbekommen. Bitte prüfen Sie die Erstattung."
    ]
  },
  "parcel lost": {
    weight: 0,
    subjects: ["Parcel lost by NordPost", "NordPost lost my parcel", "Lost parcel {order}", "Parcel lost in transit"],
    happened: [
      "NordPost says my parcel with the {item} was lost in the depot.",
      "NordPost has lost the parcel of order {order}, the tracking says: lost in transit.",
      "My parcel was lost by NordPost, nobody there knows where it went."
    ],
    asks: [
      "Please file a claim for the lost parcel.",
      "Will you replace a parcel that NordPost has lost?",
      "Who pays for the lost parcel, you or NordPost?"
    ],
    german: [
      "NordPost hat mein Paket verloren, angeblich im Depot. Wer ersetzt mir das verlorene Paket?",
      "mein Paket ist bei NordPost verloren gegangen. Bitte ersetzen Sie das verlorene Paket."
    ]
  },
  "wrong size": {
    weight: 10,
    subjects: ["Wrong size", "Exchange for a larger size", "{item} does not fit", "Size exchange {order}"],
    happened: [
      "The {item} is too small although I took my usual size.",
      "I ordered size 42 and got size 40.",
      "The jeans are far too long, the size chart must be wrong.",
      "The dress is two sizes too big."
    ],
    asks: [
      "Can I exchange it for a larger size?",
      "Please send me the right size.",
      "How do I swap the size without paying twice?",
      "Which size should I take?"
    ],
    german: [
      "die Größe passt nicht, bitte um Umtausch in Größe 44.",
      "statt Größe L kam Größe S. Können Sie mir die richtige Größe schicken?"
    ]
  },
  "damaged item": {
    weight: 9,
    subjects: ["Damaged item", "{item} broken", "Arrived with scratches", "Broken on arrival"],
    happened: [
      "The {item} arrived broken, the box was crushed on one side.",
      "There is a deep scratch on the {item}.",
      "The glass of the desk lamp is cracked.",
      "The zip of the backpack is torn, it was like that in the box."
    ],
    asks: [
      "I would like a replacement.",
      "Photos are attached; please replace it.",
      "How do I return the broken one?",
      "Do I get a discount for the damage?"
    ],
    german: [
      "der Artikel kam beschädigt an, die Verpackung war aufgerissen.",
      "die Lampe ist kaputt, das Glas hat einen Sprung. Ich hätte gern Ersatz."
    ]
  },
  "payment declined": {
    weight: 8,
    subjects: ["Payment declined", "Card rejected at checkout", "Charged twice", "Cannot pay"],
    happened: [
      "My card is declined at checkout though my bank says it is fine.",
      "The payment failed, but {amount} was booked anyway.",
      "PayPal sends me back to the basket with an error.",
      "I tried three cards, each payment was refused."
    ],
    asks: ["How can I pay?", "Please check the payment.", "Can I pay by invoice instead?", "Was I charged or not?"],
    german: [
      "meine Zahlung wird an der Kasse abgelehnt, die Karte ist aber gültig.",
      "Kreditkarte abgelehnt, trotzdem wurden {amount} abgebucht."
    ]
  },
  "cannot log in": {
    weight: 7,
    subjects: ["Cannot log in", "Password reset mail missing", "Account locked", "Login problem"],
    happened: [
      "I cannot log in to my account any more.",
      "The password reset mail never comes.",
      "My account is locked after the app update.",
      "The app says my e-mail {mail} is unknown."
    ],
    asks: [
      "Please reset my password.",
      "Can you unlock my account?",
      "How do I get back in?",
      "Is my account still there?"
    ],
    german: [
      "ich kann mich nicht mehr anmelden, das Passwort wird nicht erkannt.",
      "die E-Mail zum Zurücksetzen des Passworts kommt nicht an."
    ]
  },
  voucher: {
    weight: 7,
    subjects: ["Voucher does not work", "Code not accepted", "Gift card balance", "Discount missing"],
    happened: [
      "The voucher code from your mail is not accepted.",
      "My gift card shows a balance of 0 €, I never used it.",
      "The 10 % discount was not taken off my order {order}.",
      "The voucher expired one day after you sent it."
    ],
    asks: [
      "Please send me a new code.",
      "Can you add the discount afterwards?",
      "Why is the voucher not valid?",
      "Please check the gift card."
    ],
    german: ["der Gutscheincode wird nicht angenommen.", "mein Gutschein über {amount} ist angeblich abgelaufen."]
  },
  "cancel order": {
    weight: 7,
    subjects: ["Cancel order {order}", "Cancellation", "Ordered twice by mistake", "Please stop my order"],
    happened: [
      "I want to cancel order {order}, I ordered the wrong colour.",
      "I clicked twice and have two orders for the same {item}.",
      "There is no cancel button for my order.",
      "I found the {item} cheaper and no longer need it."
    ],
    asks: [
      "Please cancel it before it is shipped.",
      "Can you stop the order?",
      "Please confirm the cancellation.",
      "Which of the two can be cancelled?"
    ],
    german: [
      "bitte stornieren Sie meine Bestellung {order}.",
      "ich habe aus Versehen doppelt bestellt, bitte eine Bestellung stornieren."
    ]
  },
  "change address": {
    weight: 5,
    subjects: ["Change delivery address", "Wrong address", "I have moved", "Address for {order}"],
    happened: [
      "I have moved and order {order} goes to my old address.",
      "The house number in my address is wrong.",
      "I would like the parcel sent to my office instead.",
      "My account still has the old address after I changed it."
    ],
    asks: [
      "Please change the delivery address.",
      "Can the address still be changed?",
      "Where can I edit my address?",
      "Please correct the house number."
    ],
    german: [
      "ich bin umgezogen, bitte ändern Sie die Lieferadresse.",
      "die Hausnummer in der Adresse ist falsch, bitte korrigieren."
    ]
  },
  invoice: {
    weight: 5,
    subjects: ["Invoice for {order}", "Invoice missing", "VAT invoice", "Receipt needed"],
    happened: [
      "I need an invoice with VAT for order {order}.",
      "There was no invoice in the parcel.",
      "The invoice shows the wrong company name.",
      "The amount on the invoice is {amount}, I paid less."
    ],
    asks: [
      "Please send the invoice as PDF.",
      "Can you correct the invoice?",
      "Where do I download the invoice?",
      "My tax office asks for it."
    ],
    german: [
      "ich benötige eine Rechnung mit ausgewiesener Mehrwertsteuer.",
      "die Rechnung fehlt, bitte per E-Mail schicken."
    ]
  },
  "product question": {
    weight: 5,
    subjects: ["Question about the {item}", "Is the {item} waterproof?", "Spare parts", "Product question"],
    happened: [
      "Is the tent waterproof and how heavy is it?",
      "Which plug does the kettle have?",
      "Do the headphones work with an older phone?",
      "Is there a spare part for the toaster?"
    ],
    asks: [
      "I could not find it in the description.",
      "The reviews say different things.",
      "Please let me know before I buy.",
      "Will it be back in stock?"
    ],
    german: [
      "ist das Zelt wasserdicht? In der Beschreibung steht nichts dazu.",
      "gibt es Ersatzteile für den Wasserkocher?"
    ]
  }
} satisfies Readonly<Record<string, Topic>>

const topicNames = Object.keys(topics) as ReadonlyArray<TopicName>
export const topicWeights = topicNames.map((name) => [topics[name].weight, name] as const)

const germanSubjects: Readonly<Record<TopicName, ReadonlyArray<string>>> = {
  "where is my order": ["Wo ist meine Bestellung?", "Sendungsverfolgung"],
  "late delivery": ["Lieferung verspätet", "Paket kommt zu spät"],
  "refund not arrived": ["Rückerstattung fehlt", "Geld nicht zurückbekommen"],
  "parcel lost": ["Paket verloren", "NordPost hat mein Paket verloren"],
  "wrong size": ["Falsche Größe", "Umtausch Größe"],
  "damaged item": ["Artikel beschädigt", "Kaputt angekommen"],
  "payment declined": ["Zahlung abgelehnt", "Problem beim Bezahlen"],
  "cannot log in": ["Anmeldung nicht möglich", "Passwort zurücksetzen"],
  voucher: ["Gutschein geht nicht", "Gutscheincode ungültig"],
  "cancel order": ["Stornierung", "Bestellung stornieren"],
  "change address": ["Adresse ändern", "Falsche Lieferadresse"],
  invoice: ["Rechnung fehlt", "Rechnung mit MwSt."],
  "product question": ["Frage zum Produkt", "Produktfrage"]
}

/** Texts that try to break out of a page, a spreadsheet or an object. */
export const hostileTexts: ReadonlyArray<{ subject: string; description: string }> = [
  { subject: "<script>alert(1)</script>", description: "<script>alert(1)</script>" },
  { subject: "</style>", description: "</style></title><svg onload=alert(1)>" },
  { subject: '" onload="x', description: "' onmouseover='x' \" onload=\"x" },
  {
    subject: '=HYPERLINK("http://example.com/x","Invoice")',
    description: '=HYPERLINK("http://example.com/x","click")'
  },
  { subject: "__proto__", description: "__proto__ constructor prototype toString" },
  { subject: "+1+1", description: "@SUM(1+1)*cmd|' /C calc'!A0" },
  { subject: "]]> <!-- -->", description: "%s%n #{7*7} {{7*7}} '; DROP TABLE tickets; --" },
  {
    subject: "Refund",
    description: "javascript:alert(1) [click](javascript:alert(1)) ![x](http://example.com/pixel.png)"
  }
]
