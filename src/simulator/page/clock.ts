import type { Client, Clock } from './client.ts'
import { element, find } from './dom.ts'

const STEPS = [['+10 s', 10], ['+1 min', 60], ['+10 min', 600]] as const

/**
 * The world's clock and what moves it by hand.
 * @param act does something with the simulator and looks anew
 */
export function clockPanel(act: (work: (client: Client) => Promise<unknown>) => void): { show(clock: Clock): void } {
  const time = element('time')
  const pace = element('span', { class: 'pace' })
  const freeze = element('button', { type: 'button' }, 'Freeze')
  let frozen = false
  freeze.addEventListener('click', () => act((client) => client.setClock({ frozen: !frozen })))
  const steps = STEPS.map(([label, seconds]) => {
    const button = element('button', { type: 'button', 'aria-label': `Advance by ${label.slice(1)}` }, label)
    button.addEventListener('click', () => act((client) => client.advance(seconds)))
    return button
  })
  find('#clock').replaceChildren(time, pace, freeze, ...steps)
  return {
    show: (clock) => {
      frozen = clock.frozen
      time.dateTime = clock.now
      time.textContent = `${clock.now.slice(0, 10)} ${clock.now.slice(11, 19)} UTC`
      pace.textContent = frozen ? 'frozen' : paceOf(clock)
      freeze.textContent = frozen ? 'Run' : 'Freeze'
    },
  }
}

function paceOf({ mode, speed, reads }: Clock): string {
  if (mode === 'instant') return 'changes at once'
  return mode === 'reads' ? `changes after ${reads} looks` : `${speed} × real time`
}
