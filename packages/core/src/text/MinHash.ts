/** Bands of a signature: texts that agree in all numbers of one band are compared. */
const bands = 20
const perBand = 4

/** Multipliers and offsets of the hash functions: odd and spread, the same everywhere (splitmix32 of 1, 2, 3, …). */
const spread = (i: number): number => {
  const a = Math.imul(i + 1, 0x9e3779b9)
  const b = Math.imul(a ^ (a >>> 16), 0x21f0aaad)
  const c = Math.imul(b ^ (b >>> 15), 0x735a2d97)
  return c ^ (c >>> 15)
}
const factors = Int32Array.from({ length: bands * perBand }, (_, i) => spread(2 * i) | 1)
const offsets = Int32Array.from({ length: bands * perBand }, (_, i) => spread(2 * i + 1))

/**
 * One number a band of a set's MinHash signature: the chance that two sets share it is their Jaccard index to the 4th.
 *
 * Broder (1997); bands as Leskovec, Rajaraman and Ullman (2020), Mining of Massive Datasets, 3.4. Two sets with an index
 * of 0.7 share one of the 20 bands with a chance of 0.996.
 */
export const bandsOf = (set: Uint32Array): Uint32Array => {
  const least = new Uint32Array(factors.length).fill(0xffffffff)
  for (const member of set) {
    for (let i = 0; i < factors.length; i++) {
      const mixed = Math.imul(member ^ (member >>> 15), factors[i] as number) + (offsets[i] as number)
      const hash = (mixed ^ (mixed >>> 13)) >>> 0
      if (hash < (least[i] as number)) least[i] = hash
    }
  }
  return Uint32Array.from({ length: bands }, (_, band) => {
    let key = band
    for (let i = band * perBand; i < (band + 1) * perBand; i++)
      key = Math.imul(key ^ (least[i] as number), 0x01000193) ^ (key >>> 13)
    return key >>> 0
  })
}

/** 32-bit FNV-1a of the UTF-16 units of a text, mixed: the same text has the same number everywhere. */
export const hashOf = (text: string, seed = 0): number => {
  let hash = 0x811c9dc5 ^ seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  const a = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
  const b = Math.imul(a ^ (a >>> 15), 0x735a2d97)
  return (b ^ (b >>> 15)) >>> 0
}
