import { createHash, createHmac, randomBytes } from 'node:crypto'
import { connect } from 'node:net'

const VERSIONS = { Alb: '2020-06-16', Privatelink: '2020-04-15' }
const EMPTY = createHash('sha256').digest('hex')

/**
 * A signed request as the bytes that go over the wire, made before the clock runs: signing is the client's cost.
 * @param {{ host: string, accessKeyId: string, accessKeySecret: string }} as
 * @param {string} action `Product.Action`
 * @param {Record<string, string | number>} query
 * @returns {Buffer}
 */
export function signed(as, action, query) {
  const [product, name] = action.split('.')
  const text = Object.keys(query).sort().map((key) => `${encode(key)}=${encode(String(query[key]))}`).join('&')
  const headers = {
    host: as.host, 'x-acs-action': name, 'x-acs-content-sha256': EMPTY, 'x-acs-date': new Date().toISOString().replace(/\.\d+Z/, 'Z'),
    'x-acs-signature-nonce': randomBytes(16).toString('hex'), 'x-acs-version': VERSIONS[product],
  }
  const names = Object.keys(headers)
  const canonical = ['POST', '/', text, ...names.map((key) => `${key}:${headers[key]}`), '', names.join(';'), EMPTY].join('\n')
  const digest = createHash('sha256').update(canonical).digest('hex')
  const signature = createHmac('sha256', as.accessKeySecret).update(`ACS3-HMAC-SHA256\n${digest}`).digest('hex')
  const authorization = `ACS3-HMAC-SHA256 Credential=${as.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`
  const head = [...names.map((key) => `${key}: ${headers[key]}`), `authorization: ${authorization}`, 'content-length: 0']
  return Buffer.from(`POST /?${text} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`)
}

function encode(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

/**
 * Connections kept alive that each send one request after the other. A bare socket costs the client a tenth of what
 * `node:http` does, so that what is measured is the server.
 * @param {number} port
 * @param {number} count of connections
 */
export async function connections(port, count) {
  const lines = await Promise.all(Array.from({ length: count }, () => openLine(port)))
  return {
    /**
     * Sends all requests, as many at a time as there are connections.
     * @param {Buffer[]} requests
     * @returns {Promise<{ bodies: string[], times: number[] }>} in the order of the requests; times in milliseconds
     */
    async send(requests) {
      const bodies = Array(requests.length)
      const times = Array(requests.length)
      let next = 0
      await Promise.all(lines.map(async (line) => {
        for (let i = next++; i < requests.length; i = next++) {
          const start = performance.now()
          const { status, body } = await line.ask(requests[i])
          times[i] = performance.now() - start
          if (status !== 200) throw new Error(`status ${status}: ${body}`)
          bodies[i] = body
        }
      }))
      return { bodies, times }
    },
    close: () => lines.forEach((line) => line.end()),
  }
}

async function openLine(port) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise((done, fail) => socket.once('connect', done).once('error', fail))
  let got = Buffer.alloc(0)
  let waiting
  socket.on('data', (chunk) => {
    got = got.length === 0 ? chunk : Buffer.concat([got, chunk])
    const end = got.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = got.toString('latin1', 0, end)
    const whole = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1])
    if (got.length < whole) return
    const answer = { status: Number(head.slice(9, 12)), body: got.toString('utf8', end + 4, whole) }
    got = got.subarray(whole)
    waiting.done(answer)
  })
  const fail = (error) => waiting?.fail(error ?? new Error('the server closed the connection'))
  socket.on('error', fail).on('close', () => fail())
  return {
    ask: (request) => new Promise((done, fail) => {
      waiting = { done, fail }
      socket.write(request)
    }),
    end: () => socket.destroy(),
  }
}
