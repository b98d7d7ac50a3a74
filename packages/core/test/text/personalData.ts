import fc from "fast-check"
import { modulo97 } from "../../src/text/CheckDigits.ts"

/** Digits and letters at random in the places of a form: `#` any digit, `N` 2–9, `A` a capital letter, the rest as it is. */
export const formed = (form: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      ...Array.from(form, (sign): fc.Arbitrary<string> => {
        if (sign === "#") return fc.constantFrom(..."0123456789")
        if (sign === "N") return fc.constantFrom(..."23456789")
        return sign === "A" ? fc.constantFrom(..."BCDEFGHJKLMNPRST") : fc.constant(sign)
      })
    )
    .map((signs) => signs.join(""))

const anyForm = (forms: ReadonlyArray<string>): fc.Arbitrary<string> => fc.constantFrom(...forms).chain(formed)

/** As they are written at home and from abroad. */
export const phoneForms: Readonly<Record<string, ReadonlyArray<string>>> = {
  "United States": [
    "(N##) N##-####",
    "N##-N##-####",
    "N##.N##.####",
    "1-N##-N##-####",
    "+1 N## N## ####",
    "+1N##N######"
  ],
  "United Kingdom": [
    "020 7### ####",
    "07700 9#####",
    "077009#####",
    "+44 20 7### ####",
    "+44 (0)20 7### ####",
    "0044 20 7### ####"
  ],
  Germany: [
    "030 9#####",
    "030/9#####",
    "0151 2#######",
    "01512#######",
    "+49 151 2#######",
    "004930 9#####",
    "(030) 9#####"
  ],
  France: ["01 99 ## ## ##", "06.12.##.##.##", "06-12-##-##-##", "0612######", "+33 6 12 ## ## ##"],
  Spain: ["612 ## ## ##", "912 ### ###", "+34 612 ### ###"],
  Italy: ["06 69## ####", "02-69######", "+39 333 ### ####"],
  Portugal: ["912 ### ###", "21 ### ####", "+351 912 ### ###"],
  Netherlands: ["06-1#######", "020-1######", "06 1# ## ## ##", "+31 6 1#######"],
  Belgium: ["0470 ## ## ##", "02 1## ## ##", "+32 470 ## ## ##"],
  Switzerland: ["044 6## ## ##", "+41 44 6## ## ##"],
  Austria: ["0664 1######", "+43 664 1######"],
  Sweden: ["070-1## ## ##", "08-1## ### ##", "+46 70 1## ## ##"],
  Norway: ["412 ## ###", "22 ## ## ##", "+47 412 ## ###"],
  Denmark: ["N# ## ## ##", "+45 N# ## ## ##"],
  Finland: ["040 1## ####", "+358 40 1## ####"],
  Poland: ["501 ### ###", "22 ### ## ##", "+48 501 ### ###"],
  Czechia: ["601 ### ###", "+420 601 ### ###"],
  Brazil: ["(11) 9####-####", "(21) ####-####", "+55 11 9####-####"],
  Mexico: ["55 #### ####", "+52 55 #### ####"],
  Japan: ["03-1###-####", "090-1###-####", "0901#######", "+81 90-1###-####"],
  China: ["138 #### ####", "138-####-####", "+86 138 #### ####"],
  India: ["98### #####", "+91 98### #####"],
  Australia: ["0412 ### ###", "(02) 9### ####", "+61 412 ### ###"],
  Korea: ["010-1###-####", "+82 10-1###-####"],
  Russia: ["8 (912) ###-##-##", "8 912 ###-##-##", "+7 912 ###-##-##"],
  Turkey: ["0532 ### ## ##", "+90 532 ### ## ##"],
  "South Africa": ["082 1## ####", "+27 82 1## ####"]
}
export const phone: fc.Arbitrary<string> = anyForm(Object.values(phoneForms).flat())

/** Two check digits for the form of an account number of a country. */
const withIbanCheck = (form: string): fc.Arbitrary<string> =>
  formed(form.slice(4)).map((account) => {
    const check = 98 - modulo97(`${account}${form.slice(0, 2)}00`)
    return `${form.slice(0, 2)}${String(check).padStart(2, "0")}${account}`
  })

const grouped = (text: string, size: number): string => text.match(new RegExp(`.{1,${size}}`, "g"))?.join(" ") ?? ""

const ibanForms = [
  "DE####################",
  "GB##AAAA##############",
  "FR##################A######",
  "ES######################",
  "IT##A######################",
  "NL##AAAA##########",
  "BE##############",
  "AT##################",
  "CH###################",
  "PT#######################",
  "PL##########################",
  "NO#############",
  "MT##AAAA#######################",
  "SA######################"
]
export const iban: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...ibanForms).chain(withIbanCheck), fc.constantFrom("", " ", "lower"))
  .map(([text, how]) => (how === " " ? grouped(text, 4) : how === "lower" ? text.toLowerCase() : text))

const luhnCheck = (digits: string): string => {
  for (let check = 0; check < 10; check++) {
    const all = `${digits}${check}`
    const sum = Array.from(all, (digit, i) => {
      const value = Number(digit) * ((all.length - i) % 2 === 0 ? 2 : 1)
      return value > 9 ? value - 9 : value
    }).reduce((total, value) => total + value, 0)
    if (sum % 10 === 0) return all
  }
  return digits
}
const cardForms = [
  "4##############",
  "51#############",
  "2221###########",
  "6011###########",
  "3528###########",
  "62#############"
]
export const card: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(anyForm(cardForms).map(luhnCheck), fc.constantFrom("", " ", "-", "."))
    .map(([digits, sign]) => grouped(digits, 4).replaceAll(" ", sign)),
  formed("37############").map(luhnCheck),
  formed("37############")
    .map(luhnCheck)
    .map((digits) => digits.replace(/^(.{4})(.{6})/, "$1 $2 ")),
  formed("36###########").map(luhnCheck)
)

const day = fc
  .date({ min: new Date("1940-01-01"), max: new Date("2010-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString())
const yymmdd = day.map((date) => date.slice(2, 10).replaceAll("-", ""))
const check = (digits: string, weights: ReadonlyArray<number>): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0)

const pesel = fc.tuple(yymmdd, formed("####")).map(([date, rest]) => {
  const digits = date + rest
  return `${digits}${(10 - (check(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10}`
})
const cpf = formed("N########").map((digits) => {
  const next = (all: string): string => {
    const rest =
      (10 *
        check(
          all,
          Array.from(all, (_, i) => all.length + 1 - i)
        )) %
      11
    return `${all}${rest === 10 ? 0 : rest}`
  }
  return next(next(digits)).replace(/^(...)(...)(...)(..)$/, "$1.$2.$3-$4")
})
const germanTax = fc.shuffledSubarray(Array.from("0123456789"), { minLength: 9, maxLength: 9 }).map((digits) => {
  const first = [...(digits[0] === "0" ? digits.reverse() : digits), digits[1]].join("")
  let product = 10
  for (const digit of first) {
    const sum = (Number(digit) + product) % 10
    product = (2 * (sum === 0 ? 10 : sum)) % 11
  }
  return `${first}${(11 - product) % 10}`
})
const dni = formed("########").map((digits) => `${digits}${"TRWAGMYFPDXBNJZSQVHLCKE"[Number(digits) % 23]}`)
const nie = formed("Y#######").map((text) => `${text}${"TRWAGMYFPDXBNJZSQVHLCKE"[Number(`1${text.slice(1)}`) % 23]}`)
const nir = fc.tuple(fc.constantFrom("1", "2"), day, formed("75######")).map(([sex, date, rest]) => {
  const digits = `${sex}${date.slice(2, 4)}${date.slice(5, 7)}${rest}`
  const key = 97 - Number(BigInt(digits) % 97n)
  return `${digits}${String(key).padStart(2, "0")}`
})
const personnummer = fc
  .tuple(yymmdd, formed("###"))
  .map(([date, rest]) => luhnCheck(date + rest).replace(/^(.{6})/, "$1-"))
const hetu = fc.tuple(day, formed("N##")).map(([date, rest]) => {
  const born = `${date.slice(8, 10)}${date.slice(5, 7)}${date.slice(2, 4)}`
  return `${born}-${rest}${"0123456789ABCDEFHJKLMNPRSTUVWXY"[Number(born + rest) % 31]}`
})
const ssn = formed("N##-4#-####").filter((text) => !/^(?:9|666)|0000$/.test(text))
const nino = fc.constantFrom("AB 12 34 56 C", "CE123456D", "JG 10 20 30 A", "ab123456c")

export const nationalIds: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "United States": ssn,
  "United Kingdom": nino,
  Germany: fc.oneof(
    germanTax,
    germanTax.map((text) => text.replace(/^(..)(...)(...)/, "$1 $2 $3 "))
  ),
  France: fc.oneof(
    nir,
    nir.map((text) => text.replace(/^(.)(..)(..)(..)(...)(...)/, "$1 $2 $3 $4 $5 $6 "))
  ),
  Spain: fc.oneof(
    dni,
    nie,
    dni.map((text) => text.replace(/(.)$/, "-$1"))
  ),
  Italy: fc.constantFrom("RSSMRA85T10A562S", "rssmra85t10a562s"),
  Poland: pesel,
  Brazil: cpf,
  Sweden: personnummer,
  Finland: hetu
}

const localPart = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{1,10}(?:[.+_'-][a-z0-9]{1,8}){0,2}$/),
  fc.stringMatching(/^"[a-z .,:;<>()@]{1,20}"$/),
  fc.stringMatching(/^"[a-z]{1,5}\\"[a-z ]{1,5}"$/),
  fc.constantFrom("jürgen", "анна", "用户", "o'neil", "x+tag", "!#$%&*", "a/b=c?d")
)
const domain = fc.oneof(
  fc.domain(),
  fc.constantFrom(
    "müller.example",
    "xn--mller-kva.example",
    "пример.испытание",
    "例え.テスト",
    "mail.co.example",
    "[192.168.0.1]",
    "[IPv6:2001:db8::1]"
  )
)
export const email: fc.Arbitrary<string> = fc.tuple(localPart, domain).map(([local, host]) => `${local}@${host}`)

export const ip: fc.Arbitrary<string> = fc.oneof(
  fc.ipV4(),
  fc.ipV6().filter((text) => !/^[^:]*::$/.test(text))
)
