// The nginx of this machine on deploy/nginx.conf, with the replicas' addresses in the place of the sample's.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inProject } from '../../../local/cli/project.mjs'
import { keep } from '../../../local/cli/processes.mjs'
import { findFreePort } from '../../../local/ports.mjs'

const startMilliseconds = 15_000

export interface Nginx {
  readonly url: string
  /** What it has complained of. */
  errors(): string
  stop(): Promise<void>
}

/** Debian keeps it in /usr/sbin, which is not on everybody's path. */
const environment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` }

export function hasNginx(): boolean {
  return spawnSync('nginx', ['-v'], { env: environment }).status === 0
}

function configurationFor(folder: string, port: number, replicaPorts: readonly number[]): string {
  const sample = readFileSync(inProject('deploy/nginx.conf'), 'utf8')
  const [server] = /^ +server 10\.0\.0\.11:3000.*$/m.exec(sample)!
  const servers = replicaPorts.map((own) => server.replace('10.0.0.11:3000', `127.0.0.1:${own}`))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ')
  return sample
    .replace(/(^ +server 10\.0\.0\.\d+:3000.*\n)+/m, `${servers.join('\n')}\n`)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace('worker_processes auto;', `worker_processes 1;\npid ${folder}/pid;`)
    .replace('http {', `http {\n  access_log off; ${temporary}`)
}

export async function startNginx(replicaPorts: readonly number[]): Promise<Nginx> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-nginx-'))
  const port = (await findFreePort()) as number
  const [configuration, log] = [path.join(folder, 'nginx.conf'), path.join(folder, 'error.log')]
  writeFileSync(configuration, configurationFor(folder, port, replicaPorts))
  writeFileSync(log, '')
  const directives = `daemon off; error_log ${log};`
  const args = ['-p', folder, '-c', configuration, '-e', log, '-g', directives]
  const child = spawn('nginx', args, { env: environment, stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  keep({ name: 'nginx', stop, kill: () => child.kill('SIGKILL') })
  const url = `http://127.0.0.1:${port}`
  await untilAnswering(url, log)
  return { url, stop, errors: () => readFileSync(log, 'utf8') }
}

async function untilAnswering(url: string, log: string): Promise<void> {
  const deadline = Date.now() + startMilliseconds
  while (!(await answers(url))) {
    if (Date.now() > deadline) throw new Error(`nginx does not start: ${readFileSync(log, 'utf8')}`)
    await sleep(30)
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/live`)).ok
  } catch {
    // Not listening yet.
    return false
  }
}
