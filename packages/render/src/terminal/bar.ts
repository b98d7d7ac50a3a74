const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

/** A bar of block characters: `share` of so many columns, to an eighth of one, and no shorter than that above zero. */
export const bar = (share: number, columns: number): string => {
  if (!(share > 0)) return ""
  const parts = Math.max(1, Math.round(Math.min(1, share) * columns * 8))
  return `${"█".repeat(Math.floor(parts / 8))}${eighths[parts % 8] ?? ""}`
}
