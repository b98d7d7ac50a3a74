/** How much may come out of a compressed input: a small file can hold a very large one. */
export interface UnpackLimits {
  /**
   * The most bytes that may come out. 64 GiB when not given: more than exports hold, and little enough to be read in an
   * hour.
   */
  readonly maxBytes?: number
  /**
   * How many times larger what comes out may be than what goes in, past the first 16 MiB. 500 when not given: exports
   * shrink to a fifth or a thirtieth, those that repeat themselves to a hundredth; deflate reaches a thousandth.
   */
  readonly maxRatio?: number
}

/** The most bytes that are read unless told otherwise: 64 GiB. */
export const usualBytes = 64 * 2 ** 30
const usualRatio = 500
/** Below this a ratio says little, and does no harm. */
const small = 16 * 2 ** 20

/** Which limit is passed when so many bytes come out of so many, in words. */
export const passed = (
  { maxBytes = usualBytes, maxRatio = usualRatio }: UnpackLimits,
  packed: number,
  unpacked: number
): string | undefined => {
  if (unpacked > maxBytes) return `more than ${maxBytes} bytes come out of it: raise maxBytes if that is right`
  if (unpacked > small && unpacked > packed * maxRatio)
    return `it grows more than ${maxRatio} times when it is unpacked: raise maxRatio if that is right`
  return undefined
}
