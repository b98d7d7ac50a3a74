import * as Context from "effect/Context"
import * as Layer from "effect/Layer"

/** Shows how far a read has come. */
export class Progress extends Context.Service<
  Progress,
  {
    readonly show: (name: string, bytesRead: number, bytesTotal: number | undefined) => void
    readonly clear: () => void
  }
>()("throughline/Progress") {
  /** A bar on a terminal, rewritten in place; nothing elsewhere. */
  static readonly layer = (terminal: {
    readonly isTTY?: boolean
    readonly write: (text: string) => unknown
  }): Layer.Layer<Progress> => {
    if (terminal.isTTY !== true) return Layer.succeed(Progress, { show: () => {}, clear: () => {} })
    let shown = ""
    const write = (text: string): void => {
      if (text === shown) return
      shown = text
      terminal.write(`\r\u001b[K${text}`)
    }
    return Layer.succeed(Progress, {
      show: (name, bytesRead, bytesTotal) => write(bar(name, bytesRead, bytesTotal)),
      clear: () => write("")
    })
  }
}

const bar = (name: string, bytesRead: number, bytesTotal: number | undefined): string => {
  if (bytesTotal === undefined || bytesTotal === 0) return `${(bytesRead / 1e6).toFixed(0)} MB  ${name}`
  const filled = Math.min(20, Math.floor((20 * bytesRead) / bytesTotal))
  return `${"█".repeat(filled)}${"░".repeat(20 - filled)} ${Math.floor((100 * bytesRead) / bytesTotal)} %  ${name}`
}
