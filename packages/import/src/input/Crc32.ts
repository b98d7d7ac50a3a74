const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/** The checksum of zip archives (CRC-32, ISO 3309), over bytes that come in pieces. */
export class Crc32 {
  #value = -1

  add(bytes: Uint8Array): void {
    let value = this.#value
    for (let i = 0; i < bytes.length; i++) value = (value >>> 8) ^ (table[(value ^ (bytes[i] ?? 0)) & 0xff] ?? 0)
    this.#value = value
  }

  /** From 0 to 2³² − 1. */
  get value(): number {
    return ~this.#value >>> 0
  }
}
