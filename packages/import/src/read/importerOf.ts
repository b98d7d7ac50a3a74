import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { BadMapping, type ImportError, NotThisFormat } from "../contract/ImportError.ts"
import type { Importer, Proposal } from "../contract/Importer.ts"
import type { Input } from "../contract/Input.ts"
import type { Format } from "../format/Format.ts"
import { headOfBytes } from "../format/Head.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import { headOf } from "../propose/Sample.ts"
import { readAs } from "./Read.ts"

const wrongFormat = (id: string, format: string): BadMapping => {
  const problem = `${id} reads "${id}", not "${format}"`
  return new BadMapping({ message: `format: ${problem}`, issues: [{ path: "format", problem }] })
}

const nothing = ({ expects }: Format, { name }: Input): NotThisFormat =>
  new NotThisFormat({
    input: name,
    expected: expects,
    found: "nothing of the kind",
    message: `${name}: expected ${expects}`
  })

const propose = (format: Format, input: Input): Effect.Effect<Proposal<Mapping>, ImportError> =>
  Effect.flatMap(headOf(input), (head) => {
    const proposal = format.propose(headOfBytes(head, input.name))
    return proposal === undefined ? Effect.fail(nothing(format, input)) : Effect.succeed(proposal)
  })

/**
 * The importer of a format: what a package for a source exports.
 *
 * Reading fails with `BadMapping` when the mapping is of another format, and otherwise as `read` does; proposing fails with
 * `NotThisFormat` when there is nothing to go by.
 */
export const importerOf = (format: Format): Importer<Mapping> => ({
  id: format.id,
  contract: 1,
  emits: format.emits,
  detect: (head, name) => format.detect(headOfBytes(head, name)),
  propose: (input) => propose(format, input),
  read: (input, options) =>
    options.mapping.format === format.id
      ? readAs(format, input, options)
      : Stream.fromEffect(Effect.fail(wrongFormat(format.id, options.mapping.format)))
})
