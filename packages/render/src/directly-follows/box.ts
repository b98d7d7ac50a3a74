/** How the box of a touchpoint is set. */
export const boxWidth = 172
export const nameType = { size: 13, weight: 600 } as const
export const lineHeight = 16
