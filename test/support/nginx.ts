import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const FOUND = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].find((path) => existsSync(path))

/** Said in the name of what is left out where it is not installed; CI installs it. */
export const noNginx = FOUND === undefined

export interface Nginx { url: string; stop(): Promise<void> }

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/**
 * Starts an NGINX process of a test's own, with a page of its own, on a free port.
 * @param folder is made, and gets everything that NGINX writes
 */
export async function startNginx(folder: string, page: string): Promise<Nginx> {
  const port = await freePort()
  mkdirSync(`${folder}/html`, { recursive: true })
  writeFileSync(`${folder}/html/index.html`, page)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')
  // Started by root, its workers would otherwise be nobody, who may not read a folder that a test has made for itself.
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  writeFileSync(`${folder}/nginx.conf`, `${user} daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr;
events { worker_connections 64; }
http { access_log off; ${temporary} server { listen 127.0.0.1:${port}; root ${folder}/html; } }
`)
  const child = spawn(FOUND ?? 'nginx', ['-p', folder, '-c', `${folder}/nginx.conf`], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (more: string) => (said += more))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  const answers = (): Promise<boolean> => fetch(url).then((response) => response.ok, () => false)
  for (let tries = 0; !await answers(); tries++) {
    if (tries > 200 || child.exitCode !== null) {
      child.kill('SIGKILL')
      throw new Error(`nginx does not answer on ${url}: ${said}`)
    }
    await sleep(25)
  }
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
