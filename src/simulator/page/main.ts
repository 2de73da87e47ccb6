import type { CallEntry } from '../api.ts'
import type { Box } from './boxes.ts'
import { callTable, CALLS } from './calls.ts'
import { clientOf, WrongToken, type Client } from './client.ts'
import { clockPanel } from './clock.ts'
import { element, find } from './dom.ts'
import { drawingIn } from './drawing.ts'
import { focusOn, richest } from './focus.ts'
import { pathOf } from './path.ts'
import { boxesOf, sceneOf } from './scene.ts'
import type { ServerHealth, State } from './state.ts'

/** Milliseconds between two looks; after a slow one ten times as long, so that a page takes at most a tenth of the simulator. */
const EVERY = 400
const HEALTH_EVERY = 2500
const AGAIN = 1500
const UNKNOWN = 'The simulator does not know this token. Each start makes a new one and prints it with the page’s address.'
/** Before what was true when the simulator last answered. */
const LAST = 'Last seen: '
/** How many load balancers can be chosen from. */
const CHOICES = 2000

let client: Client | undefined
let seen = 0
let picked: string | undefined
let focused: string | undefined
let health: ServerHealth[] = []
let healthAt = -Infinity
let chosen: string | undefined
/** What can be chosen from, as it was shown last. */
let offers = ''
let wake = (): void => {}

const link = find('#link')
const form = find('#ask', HTMLFormElement)
const input = find('#token', HTMLInputElement)
const select = find('#choice', HTMLSelectElement)
const table = callTable()
const clock = clockPanel((work) => {
  // What went wrong shows with the next look.
  if (client) void work(client).catch(() => undefined).then(() => wake())
})
const drawing = drawingIn(find('#drawing'), (box) => details(box))

function say(text: string, tone: string): void {
  if (link.textContent !== text) link.textContent = text
  link.className = tone
}

/** Takes the token out of the address: neither the history nor a bookmark keeps it. */
function tokenOfAddress(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (!token) return
  history.replaceState(null, '', location.pathname)
  open(token)
}

function open(token: string): void {
  client = clientOf(token)
  seen = 0
  table.clear()
  show('world')
  say('Connecting', 'moving')
  wake()
}

function ask(why: string): void {
  client = undefined
  show('ask')
  find('#why').textContent = why
  say('Waiting for the token', 'idle')
  input.focus()
}

function show(what: 'ask' | 'world'): void {
  form.hidden = what !== 'ask'
  for (const part of ['#world', '#clock', '.below']) find(part).hidden = what === 'ask'
}

/** One look at everything; the log first, since it names what the drawing then shows. */
async function look(from: Client): Promise<void> {
  const entries = await from.calls(seen, CALLS)
  const [state, time] = await Promise.all([from.state(), from.clock()])
  if (from !== client) return
  seen = entries.at(-1)?.n ?? seen
  table.add(entries)
  clock.show(time)
  choose(state, entries)
  const focus = focusOn(state, focused)
  if (performance.now() - healthAt > HEALTH_EVERY) {
    const running = focus.listeners.filter((one) => one.status === 'Running')
    health = (await Promise.all(running.map((one) => from.health(one.id).catch(() => [])))).flat()
    healthAt = performance.now()
  }
  const scene = sceneOf(state, focus, health)
  drawing.show(scene)
  find('#world').classList.remove('stale')
  const path = find('#path')
  const rest = Object.entries(focus.left).map(([kind, count]) => ` ${count} more ${kind} not drawn.`).join('')
  const text = pathOf(state, focus, health) + rest
  if (path.textContent !== text) path.textContent = text
  const again = boxesOf(scene).find((one) => one.key === chosen)
  if (again) details(again)
  say('Live', 'ok')
}

/** Keeps the load balancer in focus while it is there; one that is made comes into focus unless another was picked. */
function choose(state: State, entries: readonly CallEntry[]): void {
  const there = new Set(state.loadBalancers.map((one) => one.id))
  if (picked !== undefined && !there.has(picked)) picked = undefined
  const made = entries.flatMap((one) => one.changed)
    .findLast(({ what, kind, id }) => what === 'created' && kind === 'loadBalancer' && there.has(id))
  const before = focused
  focused = picked ?? made?.id ?? (focused !== undefined && there.has(focused) ? focused : richest(state))
  if (before !== focused) healthAt = -Infinity
  const first = Math.max(0, state.loadBalancers.length - CHOICES)
  const offered = state.loadBalancers.filter((one, index) => index >= first || one.id === focused)
  const options = offered.map((one) => ({ value: one.id, text: `${one.LoadBalancerName || one.id} · ${one.id} · ${one.status ?? ''}` }))
  // Not while the list is open: it would close under the hand.
  if (document.activeElement !== select && JSON.stringify(options) !== offers) {
    offers = JSON.stringify(options)
    select.replaceChildren(...options.map(({ value, text }) => element('option', { value }, text)))
  }
  find('#chooser').hidden = options.length < 2
  if (focused !== undefined && document.activeElement !== select) select.value = focused
}

function details(box: Box): void {
  chosen = box.key
  drawing.mark(chosen)
  const text = JSON.stringify(box.subject, null, 2)
  const pre = find('#details pre')
  if (pre.textContent !== text) pre.textContent = text
  pre.hidden = false
  find('#details p').hidden = true
  find('#details-title').textContent = [box.title, box.name].filter(Boolean).join(' · ')
}

async function run(): Promise<never> {
  for (;;) {
    const began = performance.now()
    let pause = Infinity
    const from = client
    if (from && !document.hidden) {
      pause = AGAIN
      try {
        await look(from)
        const took = performance.now() - began
        pause = Math.max(EVERY, took * 10)
      } catch (error) {
        if (from !== client) pause = 0
        else if (error instanceof WrongToken) ask(UNKNOWN)
        else {
          say('No answer from the simulator; trying again', 'bad')
          find('#world').classList.add('stale')
          const path = find('#path')
          if (path.textContent && !path.textContent.startsWith(LAST)) path.textContent = `${LAST}${path.textContent}`
        }
      }
    }
    await new Promise<void>((resolve) => {
      wake = resolve
      if (pause < Infinity) setTimeout(resolve, pause)
    })
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  open(input.value.trim())
  input.value = ''
})
select.addEventListener('change', () => {
  picked = select.value
  select.blur()
  wake()
})
document.addEventListener('visibilitychange', () => wake())
// A new address of the page in the same tab changes nothing but what stands behind the #.
addEventListener('hashchange', tokenOfAddress)
ask('It stands in the line of the page that simulate prints, behind #token=.')
tokenOfAddress()
void run()
