/** After so many days without anything a journey is over. */
export const quietDays = 30

/** The same in seconds, as stores ask for it. */
export const sessionGap = quietDays * 86_400

/** More distinct paths are not looked at: those are of one customer each. */
export const mostPaths = 20_000
