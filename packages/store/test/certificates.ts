import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A certificate of this machine that nobody but itself has signed. */
export interface Certificate {
  /** The files with the certificate and its key. */
  readonly file: string
  readonly key: string
  readonly text: string
  readonly remove: () => void
}

/** Make a certificate for `localhost`, or for another name. */
export const selfSigned = (name = "localhost"): Certificate => {
  const folder = mkdtempSync(join(tmpdir(), "throughline-certificate-"))
  const [file, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")]
  const made = ["-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", file, "-days", "2"]
  const names = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`]
  execFileSync("openssl", ["req", "-x509", ...made, ...names], { stdio: "ignore" })
  return {
    file,
    key,
    text: readFileSync(file, "utf8"),
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}
