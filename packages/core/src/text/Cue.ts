/** What a number is, by what stands around it. */
export interface Cues {
  /** Behind "order", "invoice", "no." and the like in several languages, or "#". */
  readonly reference: boolean
  /** Behind "phone", "call me at" and the like in several languages. */
  readonly phone: boolean
  /** Beside a currency or a unit, or part of a number with a comma. */
  readonly amount: boolean
}

/** So many UTF-16 units before a number, and behind it, are looked at. */
const looked = 40

const referenced =
  /(?:#|№|n°|(?<!\p{L})(?:no|nr|num|nº|ref|reference|order|invoice|ticket|case|booking|tracking|parcel|article|item|serial|contract|customer|code|error|bestell\p{L}{0,8}|auftrag\p{L}{0,8}|rechnung\p{L}{0,8}|kunden\p{L}{0,8}|vorgang\p{L}{0,8}|fehler\p{L}{0,8}|sendung\p{L}{0,8}|artikel\p{L}{0,8}|commande|facture|dossier|pedido|factura|fatura|encomenda|ordine|fattura|bestelling|factuur|beställning|faktura|zamówienie|objednávka|заказ\p{L}{0,2}|注文番号|订单号?|주문번호)(?:[ -]?(?:no|nr|number|num|nummer|id|code|numéro|número|numero|n°|nº|№|#))?)[.:]{0,2} ?#?$/iu
const called =
  /(?:(?<!\p{L})(?:tel|telephone|phone|mobile|cell|fax|whatsapp|call|ring|sms|telefon\p{L}{0,6}|mobil\p{L}{0,6}|handy\p{L}{0,6}|rufen|ruf|téléphone|portable|appel\p{L}{0,3}|teléfono|móvil|celular|llam\p{L}{0,5}|telefone|telemóvel|lig\p{L}{1,4}|telefono|cellulare|chiam\p{L}{0,5}|telefoon\p{L}{0,6}|bel|puhelin|tfn|tlf|тел|телефон\p{L}{0,2})(?: (?:me|us|mich|uns|my|is|at|on|under|unter|no|nr|number|al|le|est|es|op|på)){0,3}|电话|電話番?号?|手机号?码?|휴대폰|전화번?호?)[.:]{0,2} ?$/iu
const currency =
  "[$€£¥₹₽₺₩%]|(?:eur|euros?|usd|dollars?|gbp|chf|jpy|pln|kč|zł|kr|ft|руб|cents?|million|users|km|kg)(?!\\p{L})"
const amountBefore = /(?:[$€£¥₹₽₺₩] ?|(?<!\p{L})(?:eur|usd|gbp|chf|jpy|pln|sek|nok|dkk|rs\.?) ?|\d[,'])$/iu
const amountBehind = new RegExp(`^(?:[,']\\d| ?(?:${currency}))`, "iu")

/** The cues around the place of a number. */
export const cuesAt = (text: string, from: number, to: number): Cues => {
  const before = text.slice(Math.max(0, from - looked), from)
  const phone = called.test(before)
  return {
    phone,
    reference: !phone && referenced.test(before),
    amount: amountBefore.test(before) || amountBehind.test(text.slice(to, to + looked))
  }
}

/** Whether a number with points stands behind "version", "v" or the like. */
export const isVersionAt = (text: string, from: number): boolean =>
  /(?<!\p{L})(?:v|ver|version|versión|versione|versão|release|build|firmware)[.:]? ?$/iu.test(
    text.slice(Math.max(0, from - looked), from)
  )
