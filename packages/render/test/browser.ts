import { existsSync } from "node:fs"
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"

const executablePath = "/usr/bin/chromium"

/** Without a browser these tests are skipped, except where they must run. */
export const withoutBrowser = !existsSync(executablePath) && process.env.CI === undefined

/** Start Chromium without a network of its own. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync"
    ]
  })

/** What a page did that a report must not do. */
export interface Noise {
  readonly console: ReadonlyArray<string>
  readonly requests: ReadonlyArray<string>
  readonly dialogs: ReadonlyArray<string>
}

/** Open a file and note its console messages, its requests other than for itself, and its dialogs. */
export const openFile = async (context: BrowserContext, url: string): Promise<{ page: Page; noise: Noise }> => {
  const page = await context.newPage()
  const noise = { console: [] as Array<string>, requests: [] as Array<string>, dialogs: [] as Array<string> }
  page.on("console", (message) => noise.console.push(message.text()))
  page.on("pageerror", (error) => noise.console.push(error.message))
  page.on("request", (request) => {
    if (request.url() !== url) noise.requests.push(request.url())
  })
  page.on("dialog", async (dialog) => {
    noise.dialogs.push(dialog.message())
    await dialog.dismiss()
  })
  await page.goto(url)
  return { page, noise }
}
