import type { Touchpoint } from "./planted.ts"
import type { Random } from "./random.ts"

/** What a customer writes under a survey answer: some with commas, quotes, line breaks and German. */
export const commentOn = (draw: Random, touchpoint: Touchpoint, felt: number): string => {
  const [good, bad] = comments[touchpoint]
  const first = draw.pick(felt >= 4 ? good : felt <= 2 ? bad : [...good, ...bad])
  if (!draw.chance(0.2)) return first
  return first + draw.pick(joints) + draw.pick(felt >= 4 ? closingGood : closingBad)
}

const joints = [" ", "\n", " – ", "\n\n"]
const closingGood = [
  "Thanks!",
  "Will order again.",
  "Keep it up, please.",
  "Gerne wieder.",
  'My neighbour said "finally".',
  "👍"
]
const closingBad = [
  "Not what I am used to.",
  "Please fix this.",
  "I will look elsewhere, sadly.",
  "Schade.",
  'Your slogan "always easy" is a joke.',
  "🙁"
]

const comments: Readonly<Record<Touchpoint, readonly [good: ReadonlyArray<string>, bad: ReadonlyArray<string>]>> = {
  "search-product": [
    [
      "Found the right shoes at once",
      "Filters by size and colour, very handy",
      "Suche funktioniert gut, auch mit Tippfehlern",
      "Quick and precise",
      'Typed "rain jacket" and got rain jackets, nothing else'
    ],
    [
      "Search shows articles that are sold out",
      "Too many results, no way to sort by price",
      'Searched for "winter boots", got sandals',
      "Filter springt immer zurück, nervig",
      "The same dress came up four times"
    ]
  ],
  "website-visit": [
    [
      "Clear pages, good pictures",
      "Loads fast on my old phone",
      "Übersichtlich und schön gemacht",
      "I like the size guide",
      "Nice, clean and easy to read"
    ],
    [
      "Cookie banner covers half the page",
      "Pictures load slowly, text jumps around",
      "Where is the menu, really?",
      "Seite ist auf dem Tablet abgeschnitten",
      "Too many pop-ups, I lost my place"
    ]
  ],
  "product-reviews": [
    [
      "Reviews helped me to choose",
      "Photos by other buyers are great",
      "Ehrliche Bewertungen, danke",
      "Good that size and height are mentioned"
    ],
    [
      "Reviews contradict each other, I still don't know which one to take",
      "Half of the reviews are about another model",
      "Cannot sort reviews by date, so I went back to the search",
      'Every review says "great product" – not believable',
      "Nach einer Stunde Lesen war ich so klug wie vorher",
      "No comparison between two products, so I left it in the basket"
    ]
  ],
  "purchase-process": [
    [
      "Paid in under a minute",
      "Easy checkout, guest order works",
      "Bezahlung mit einem Klick, super",
      "Address was filled in already, nice",
      "All costs shown before paying, good"
    ],
    [
      "Checkout lost my address twice",
      "Card was rejected, then charged",
      "Voucher field hidden, had to start again",
      "Kasse bricht immer beim letzten Schritt ab",
      'Button "pay now" did nothing on my phone',
      "Five pages to buy one pair of socks"
    ]
  ],
  "order-updates": [
    [
      "Always knew where my parcel was",
      "Short and clear messages",
      "Gute Infos, rechtzeitig",
      "Liked the link to the map"
    ],
    [
      "Three mails saying the same, none with a date",
      'Status was "in preparation" until the parcel was at my door',
      "Tracking link was dead",
      "Keine Nachricht, dass es später kommt",
      "Too many mails, and the important one was missing"
    ]
  ],
  delivery: [
    [
      "Came on the promised day",
      "Friendly driver, carried it up to the third floor",
      "Schnell und gut verpackt",
      "Parcel box delivery worked well",
      "Earlier than expected, well packed"
    ],
    [
      "Four days late, nobody told me",
      "Left in the rain in front of the door",
      "Paket beim Nachbarn, ohne Karte",
      'Marked "not at home" though I was at home all day',
      "Box was crushed, content is scratched",
      "Had to fetch it from a shop 5 km away"
    ]
  ],
  "customer-service": [
    [
      "Solved on the first call",
      "Very kind and patient",
      "Schnelle Hilfe, vielen Dank",
      "The lady on the phone knew what to do"
    ],
    [
      "Got an automatic answer that had nothing to do with my question",
      "Waited two days, then was asked for my order number again",
      "Explained it to three people, still not solved",
      "Nur Textbausteine, keine Lösung",
      'The chat said "I did not understand you" five times',
      "Was told to write a mail, the mail said to call"
    ]
  ],
  "personalised-offer": [
    [
      "The offer fitted what I bought before",
      "10 % on my favourite brand, great",
      "Passendes Angebot, sofort bestellt",
      "Nice surprise for my birthday"
    ],
    [
      "Was offered the very thing I had just bought",
      "Voucher had expired when the mail came",
      "Bitte keine Kinderkleidung mehr, ich habe keine Kinder",
      "Too many mails a week"
    ]
  ]
}

/** Text that tries to break out of a page, a spreadsheet or an object; put into a few answers. */
export const hostileComments = [
  "<script>alert(1)</script>",
  '" onload="x',
  '=HYPERLINK("http://example.com","click")',
  "__proto__",
  "</style><img src=x onerror=alert(1)>",
  "\u202Egnp.exe",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "#{7*7} {{7*7}} %s%n"
]
