// What the fault tests need of the machine beyond npm: where it is missing they are skipped, which CI counts as a failure.
import { existsSync, readdirSync } from 'node:fs'
import { describe } from 'vitest'
import { hasNginx } from './nginx.ts'

/** `describe`, or `describe.skip` where there is no nginx. */
export const describeBehindNginx = describe.skipIf(!hasNginx())

/** Debian's libfaketime, which gives one process another time; null where it is not installed. */
export function findFakeTime(): string | null {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : []
  const files = folders.map((folder) => `/usr/lib/${folder}/faketime/libfaketime.so.1`)
  return files.find((file) => existsSync(file)) ?? null
}
