/** The smallest of 1, 2, 5 times a power of ten that is not below `value`; 1 for what cannot be a step. */
export const niceStep = (value: number): number => {
  if (!(value >= 1e-12 && value <= 1e18)) return 1
  let power = 1
  while (power < value) power *= 10
  while (power / 10 >= value) power /= 10
  return power / 5 >= value ? power / 5 : power / 2 >= value ? power / 2 : power
}

/** How many decimals these values need, up to two. */
export const decimalsFor = (values: ReadonlyArray<number>): number =>
  [0, 1].find((decimals) =>
    values.every((value) => Math.abs(value * 10 ** decimals - Math.round(value * 10 ** decimals)) < 1e-6)
  ) ?? 2

/** A linear map from values to pixels that stays inside its pixels. */
export const linear =
  (domain: readonly [number, number], pixels: readonly [number, number]) =>
  (value: number): number => {
    const share = (value - domain[0]) / (domain[1] - domain[0])
    return pixels[0] + Math.min(1, Math.max(0, share)) * (pixels[1] - pixels[0])
  }
