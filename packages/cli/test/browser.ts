import { existsSync } from "node:fs"
import axe from "axe-core"
import { chromium } from "playwright-core"

const executablePath = "/usr/bin/chromium"

/** Without Debian's chromium the tests in it are skipped; CI has it, and fails without. */
export const browserMissing = !existsSync(executablePath) && process.env.CI === undefined

const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

/** Open a page, and tell what it wrote to the console, what it asked for, and what axe finds wrong with it. */
export const openReport = async (url: string, colorScheme: "light" | "dark") => {
  const browser = await chromium.launch({
    executablePath,
    args: [...args, "--disable-component-update", "--disable-sync"]
  })
  try {
    const plain = await (await browser.newContext({ colorScheme })).newPage()
    const [console, requests]: [Array<string>, Array<string>] = [[], []]
    plain.on("console", (message) => console.push(message.text()))
    plain.on("pageerror", (error) => console.push(error.message))
    plain.on("request", (request) => requests.push(request.url()))
    await plain.goto(url)
    // The page allows no script, so axe needs a page that does.
    const open = await (await browser.newContext({ colorScheme, bypassCSP: true })).newPage()
    await open.goto(url)
    await open.evaluate(axe.source)
    const found = await open.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))"
    )
    return { console, requests, violations: found }
  } finally {
    await browser.close()
  }
}
