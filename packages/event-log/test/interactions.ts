import type { Interaction } from "@throughline/core"
import * as fc from "fast-check"

/** Texts that an id can be and that come back as they are: nothing at the ends is trimmed, no spreadsheet wrote them. */
const idText = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
    fc.constantFrom('<a href="x">&amp;', "=cmd()", "]]>", "a\tb\nc\rd", "__proto__", "é🎉")
  )
  .map((text) => text.trim().replace(/^#/, "n"))
  .filter(
    (text) =>
      text !== "" &&
      text.length <= 64 &&
      !/\p{Surrogate}/u.test(text) &&
      !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text) &&
      !/^\d[.,E]/.test(text)
  )

const maybe = <A>(values: fc.Arbitrary<A>) => fc.option(values, { nil: undefined })

/** Interactions of one source, grouped by customer, each with an id of its own. */
export const interactions = fc
  .array(
    fc.record({
      customer: idText,
      visits: fc.array(
        fc.record({
          touchpoint: idText,
          at: fc.date({
            min: new Date("1000-01-01T00:00:00Z"),
            max: new Date("9999-12-31T00:00:00Z"),
            noInvalidDate: true
          }),
          team: maybe(idText),
          segment: maybe(idText),
          channel: maybe(fc.constantFrom("web", "phone")),
          waitSeconds: maybe(fc.nat()),
          responder: maybe(fc.constantFrom("human", "automated")),
          outcome: maybe(fc.constantFrom("completed", "failed"))
        }),
        { minLength: 1, maxLength: 4 }
      )
    }),
    { maxLength: 5 }
  )
  .chain((customers) => fc.tuple(fc.constant(customers), idText))
  .map(([customers, source]) => {
    let number = 0
    return customers.flatMap(({ customer, visits }) =>
      visits.map(
        (visit) =>
          ({
            id: `${source}:interactions:v${number++}`,
            customer,
            ...Object.fromEntries(Object.entries(visit).filter(([, value]) => value !== undefined)),
            evidence: { source, kind: "objective" }
          }) as unknown as Interaction
      )
    )
  })

/** Interactions without where they were read. */
export const withoutPlaces = (all: ReadonlyArray<Interaction>) =>
  all.map(({ evidence: { kind, source }, ...rest }) => ({ ...rest, evidence: { source, kind } }))
