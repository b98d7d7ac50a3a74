/** After so many days without anything a journey is over. */
export const quietDays = 30

/** The same in seconds, as stores ask for it. */
export const sessionGap = quietDays * 86_400
