/** Groups of fewer answers than this are not shown: too little to say anything, and too close to single customers. */
export const fewest = 5
