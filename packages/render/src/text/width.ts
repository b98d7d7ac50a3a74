import { clusters } from "./clusters.ts"

/** Widths of U+0020 to U+007E in thousandths of an em: the wider of Inter and Arial, digits as tabular figures. */
const regular = [
  281, 288, 466, 640, 642, 982, 667, 300, 365, 365, 501, 662, 288, 460, 288, 360, 646, 646, 646, 646, 646, 646, 646,
  646, 646, 646, 288, 302, 662, 662, 662, 556, 1015, 690, 667, 730, 722, 667, 611, 778, 743, 278, 571, 672, 565, 903,
  753, 778, 667, 778, 722, 667, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 556, 333, 562, 612, 571, 612,
  583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426,
  333, 426, 662
]

/** Headroom for fonts a little wider than those two, regular and bold. */
const headroom = { regular: 1.02, bold: 1.06 }

const wide = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u
const ideograph = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffe6\u{20000}-\u{3ffff}]/u
const widthless = /\p{M}|[\u200b-\u200f\u2060\u2066-\u2069]|\ufe0e|\ufe0f/u
const punctuation = /[\u00a0·‘’“”‚„´¨¸]/

const other = (character: string): number => {
  if (widthless.test(character)) return 0
  if (ideograph.test(character)) return 1000
  if (wide.test(character)) return 1370
  if (punctuation.test(character)) return 450
  const base = character.normalize("NFD")
  return base.length > 1 && base.charCodeAt(0) < 127 ? advance(base.charAt(0)) : 1000
}

/** Width of one character in thousandths of an em; other scripts count as a full em, which is never too little for a letter. */
const advance = (character: string): number => regular[character.charCodeAt(0) - 32] ?? other(character)

const symbols = new Map([..."−±×–€"].map((character) => [character, 670]))
const greekOrCyrillic = /[\u0370-\u052f]/

const measure = (character: string): number =>
  symbols.get(character) ?? (greekOrCyrillic.test(character) ? 800 : advance(character))

/** An emoji made of several is as wide as one. */
const clusterAdvance = (cluster: string): number => {
  if (cluster.length === 1) return measure(cluster)
  if (wide.test(cluster)) return 1370
  let sum = 0
  for (const character of cluster) sum += measure(character)
  return sum
}

/** Estimated width of a text in pixels, without a font to measure: on the safe side for the usual sans-serif fonts. */
export const textWidth = (text: string, size: number, weight: number): number => {
  let sum = 0
  for (const cluster of /^[ -~]*$/.test(text) ? text : clusters(text)) sum += clusterAdvance(cluster)
  return (sum / 1000) * size * (weight >= 600 ? headroom.bold : headroom.regular)
}
