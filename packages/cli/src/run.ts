import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Cause from "effect/Cause"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Console from "effect/Console"
import { CliConfig, type CliError, CliOutput, Command, GlobalFlag } from "effect/cli"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { check } from "./commands/check.ts"
import { copy } from "./commands/copy.ts"
import { importFiles } from "./commands/import.ts"
import { journeys } from "./commands/journeys.ts"
import { measure } from "./commands/measure.ts"
import { report } from "./commands/report.ts"
import { topics } from "./commands/topics.ts"
import { exitCodes } from "./Failure.ts"
import { Progress } from "./output/Progress.ts"
import { version } from "./version.ts"

const throughline = Command.make("throughline").pipe(
  Command.withDescription("Measure customer experience along the whole journey, from raw exports"),
  Command.withSubcommands([report, measure, topics, check, importFiles, copy, journeys])
)

/** What is wrong with a call; the help lists what there is more of than fits a line. */
const wrong = (error: CliError.CliError): string =>
  error._tag === "InvalidValue" && error.expected.length > 100
    ? `There is no ${error.option} "${error.value}"`
    : error.message

/** Help goes to standard output; what is wrong with a call goes to the error stream, with the way to the help. */
const presenter: CliOutput.Presenter = {
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? Console.error(`${event.errors.map(wrong).join("\n")}\nSee: ${event.commandPath.join(" ")} --help`)
      : CliOutput.defaultPresenter.present(event)
}

const codes: Readonly<Record<string, number>> = {
  ShowHelp: exitCodes.usage,
  BadUsage: exitCodes.usage,
  BadData: exitCodes.badData,
  SourceUnavailable: exitCodes.badData,
  NotThisFormat: exitCodes.badData,
  BadMapping: exitCodes.badData,
  BadCursor: exitCodes.badData,
  TooManyRejects: exitCodes.badData,
  QuarantineUnavailable: exitCodes.badData,
  CopyDiffers: exitCodes.internal,
  ThresholdMissed: exitCodes.thresholdMissed
}

const isHelp = (error: { readonly _tag: string }): error is CliError.ShowHelp => error._tag === "ShowHelp"

const fail = (error: { readonly _tag: string; readonly message: string }): Effect.Effect<number> => {
  if (isHelp(error)) return Effect.succeed(error.errors.length > 0 ? exitCodes.usage : exitCodes.ok)
  return Effect.as(Console.error(`throughline: ${error.message}`), codes[error._tag] ?? exitCodes.internal)
}

const layer = Layer.mergeAll(
  NodeServices.layer,
  // Read anew by each run: a program that calls it may have changed its environment.
  ConfigProvider.layer(Effect.sync(() => ConfigProvider.fromEnv())),
  Progress.layer(process.stderr),
  CliOutput.layerPresenter(presenter),
  CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions] })
)

/** Run the command line with these arguments; gives the status to end with: 0 ok, 1 internal, 2 usage, 3 bad data, 4 threshold missed. */
export const run = (args: ReadonlyArray<string>): Effect.Effect<number> =>
  Command.runWith(throughline, { version })(args).pipe(
    Effect.as<number>(exitCodes.ok),
    Effect.catch(fail),
    Effect.catchDefect((defect) =>
      Effect.as(Console.error(`throughline: ${Cause.pretty(Cause.die(defect))}`), exitCodes.internal)
    ),
    Effect.scoped,
    Effect.provide(layer)
  )
