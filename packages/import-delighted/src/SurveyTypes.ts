import { type AskedType, highestScore } from "@throughline/import/format"

/** Satisfaction is asked on 5 points or 3, effort, as agreement that it was easy, on 5 or 7. */
export const asked: Readonly<Record<string, (scores: ReadonlyArray<string>) => AskedType>> = {
  nps: () => ({ rule: { metric: "nps", scale: "0-10", direction: "highIsGood" } }),
  csat: (scores) => ({
    rule: { metric: "csat", scale: "1-5", direction: "highIsGood" },
    ...(highestScore(scores) > 3
      ? {}
      : { question: 'scale: is it "1-5"? Delighted asks on 5 points or 3, and no score is above 3.' })
  }),
  ces: (scores) => ({
    rule: { metric: "ces2", scale: highestScore(scores) > 5 ? "1-7" : "1-5", direction: "highIsGood" },
    ...(highestScore(scores) > 5
      ? {}
      : { question: 'scale: is it "1-5"? Delighted asks on 5 points or 7, and no score is above 5.' })
  })
}
