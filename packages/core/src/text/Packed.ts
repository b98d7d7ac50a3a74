const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
const codes = new Uint8Array(128).fill(255)
const padding = "=".charCodeAt(0)
for (let i = 0; i < 64; i++) codes[alphabet.charCodeAt(i)] = i

/** Character codes are made a text so many at a time. */
const chunk = 8192

const encode = (bytes: Uint8Array): string => {
  const length = 4 * Math.ceil(bytes.length / 3)
  const characters = new Uint8Array(length)
  for (let i = 0, to = 0; i < bytes.length; i += 3, to += 4) {
    const word = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let digit = 0; digit < 4; digit++)
      characters[to + digit] = alphabet.charCodeAt((word >> (18 - 6 * digit)) & 63)
  }
  characters.fill(padding, length - ((3 - (bytes.length % 3)) % 3))
  const parts: Array<string> = []
  for (let i = 0; i < length; i += chunk) parts.push(String.fromCharCode(...characters.subarray(i, i + chunk)))
  return parts.join("")
}

const decode = (text: string): Uint8Array => {
  const digits = text.replace(/={1,2}$/, "")
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let [held, bits, to] = [0, 0, 0]
  for (let i = 0; i < digits.length; i++) {
    const digit = codes[digits.charCodeAt(i)] ?? 255
    if (digit === 255) throw new RangeError("Packed numbers are base64")
    held = ((held << 6) | digit) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[to++] = (held >> bits) & 255
  }
  return bytes
}

/** Four bytes a number, the lowest first. */
const pack = (length: number, write: (view: DataView, at: number, i: number) => void): string => {
  const bytes = new Uint8Array(4 * length)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < length; i++) write(view, 4 * i, i)
  return encode(bytes)
}

const unpack = (text: string): DataView => {
  const { buffer, length } = decode(text)
  if (length % 4 !== 0) throw new RangeError("Packed numbers have four bytes each")
  return new DataView(buffer, 0, length)
}

/**
 * Whole numbers from 0 to 2^32 − 1 as text: four bytes each, the lowest first, in base64.
 *
 * ```ts import.meta.vitest
 * import { packWhole, whole } from "./Packed.ts"
 *
 * packWhole(Uint32Array.of(1, 256)) // => "AQAAAAABAAA="
 * whole("AQAAAAABAAA=") // => Uint32Array.of(1, 256)
 * ```
 */
export const packWhole = (numbers: Uint32Array): string =>
  pack(numbers.length, (view, at, i) => view.setUint32(at, numbers[i] as number, true))

/** The whole numbers of a text. Throws a `RangeError` when it is none that `packWhole` gives. */
export const whole = (text: string): Uint32Array => {
  const view = unpack(text)
  return Uint32Array.from({ length: view.byteLength / 4 }, (_, i) => view.getUint32(4 * i, true))
}

/** Numbers of single precision as text: four bytes each, the lowest first, in base64. */
export const packSingle = (numbers: Float32Array): string =>
  pack(numbers.length, (view, at, i) => view.setFloat32(at, numbers[i] as number, true))

/** The numbers of a text. Throws a `RangeError` when it is none that `packSingle` gives. */
export const single = (text: string): Float32Array => {
  const view = unpack(text)
  return Float32Array.from({ length: view.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true))
}

/**
 * Whole numbers from −128 to 127 as text: a byte each, in base64.
 *
 * ```ts import.meta.vitest
 * import { packSmall, small } from "./Packed.ts"
 *
 * packSmall(Int8Array.of(1, -1)) // => "Af8="
 * small("Af8=") // => Int8Array.of(1, -1)
 * ```
 */
export const packSmall = ({ buffer, byteLength, byteOffset }: Int8Array): string =>
  encode(new Uint8Array(buffer, byteOffset, byteLength))

/** The whole numbers of a text. Throws a `RangeError` when it is none that `packSmall` gives. */
export const small = (text: string): Int8Array => new Int8Array(decode(text).buffer)
