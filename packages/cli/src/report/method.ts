import type { MethodNote } from "@throughline/render"
import { quietDays } from "./journeyRule.ts"
import type { Scope } from "./Scope.ts"
import { periodName } from "./words.ts"

/** The definitions that the numbers of a report follow. */
export const method = ({ asOf, current, previous, timeZone }: Scope): ReadonlyArray<MethodNote> => [
  {
    term: "Period",
    definition: `${periodName(current.label)}${previous === undefined ? "" : `, compared with ${periodName(previous.label)}`}; calendar of ${timeZone}; data up to ${new Date(asOf.getTime() - 1).toISOString().slice(0, 10)}.`
  },
  {
    term: "NPS",
    definition:
      "Promoters (9–10) minus detractors (0–6) of all valid answers from 0 to 10, in points. Adjusted Wald interval (Rocks 2016)."
  },
  {
    term: "CSAT",
    definition: "Share of answers in the top boxes of the scale: 1 of 3 points, 2 of 4 to 7, 3 of 10. Wilson interval."
  },
  {
    term: "CES",
    definition: "Mean of the answers on the scale of its version; versions never compare. Student t interval."
  },
  {
    term: "Expectation gap",
    definition:
      "Experienced minus predicted, for customers who said both about a touchpoint, the expectation before the experience. Paired Student t interval; touchpoints called short are those below zero after Benjamini–Hochberg correction at 5 %."
  },
  {
    term: "What to fix first",
    definition:
      "Touchpoints called short, by gap × importance to customers × share of customers reached; the places are from 2,000 draws of all three."
  },
  {
    term: "Customers at a touchpoint",
    definition: "Customers whose first contact with the touchpoint lies in the period."
  },
  {
    term: "Staying",
    definition:
      "Kaplan–Meier from a customer's first subscription to the end of the last; a change of plan or a pause is not leaving. Log–log interval. Customers lost: of those at the start of the month. Wilson interval."
  },
  {
    term: "What customers really did",
    definition: `Journeys are what a customer did until ${quietDays} days without anything. Steps and journeys of the period; stays in stages of all that is stored, up to ${quietDays} days before its end, so that who went quiet is known.`
  },
  {
    term: "Topics",
    definition:
      "Groups of texts with alike words, found with a fixed seed and rather too many; all that is stored. A rise: days with more texts than the topic's own weeks before explain (negative binomial, Benjamini–Hochberg over topics and days at 5 %). Came again: resolved tickets followed by another of the same customer about the same touchpoint within 7 days. Wilson intervals."
  },
  {
    term: "Comparisons",
    definition:
      "Groups are compared with all others together; differences are marked after Benjamini–Hochberg correction at 5 %. They are associations, not causes."
  },
  {
    term: "What is not counted",
    definition:
      "Missing answers, and scores that are no point of their scale, are in no denominator; rejected rows are listed above."
  }
]
