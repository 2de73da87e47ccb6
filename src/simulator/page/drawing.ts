import { drawArrows } from './arrows.ts'
import { element } from './dom.ts'
import type { Box, Column, Panel } from './boxes.ts'
import type { Scene } from './scene.ts'

export interface Drawing {
  show(scene: Scene): void
  /** Marks what is chosen, by key. */
  mark(key: string | undefined): void
}

/**
 * Draws scenes into a place of the page, anew only when something is other than before.
 * @param onChoose told of the box that was chosen
 */
export function drawingIn(place: HTMLElement, onChoose: (box: Box) => void): Drawing {
  let last = ''
  let scene: Scene | undefined
  let chosen: string | undefined
  let statuses = new Map<string, string>()
  const arrows = (): void => {
    if (scene) drawArrows(place, scene.arrows)
  }
  // Sizes change with the window, the font and the zoom.
  new ResizeObserver(arrows).observe(place)

  const buttons = (): HTMLElement[] => [...place.querySelectorAll<HTMLElement>('button[data-key]')]
  const mark = (key: string | undefined): void => {
    chosen = key
    for (const one of buttons()) one.setAttribute('aria-pressed', String(one.dataset['key'] === key))
  }
  return {
    mark,
    show: (next) => {
      const text = JSON.stringify(next, (_key, value: unknown) => (value instanceof Map ? [...value] : value))
      if (text === last) return
      last = text
      scene = next
      const focused = buttons().find((one) => one === document.activeElement)?.dataset['key']
      const before = statuses
      statuses = new Map()
      const boxOf = (box: Box): HTMLElement => {
        statuses.set(box.key, box.status)
        const old = before.get(box.key)
        return boxElement(box, before.size > 0 && old !== box.status, () => onChoose(box))
      }
      place.replaceChildren(
        element('div', { class: 'side' }, ...next.consumers.map((panel) => panelElement(panel, boxOf))),
        element('section', { class: 'middle', 'aria-label': 'PrivateLink' },
          element('h3', {}, 'PrivateLink'),
          element('div', { class: 'connections' }, ...next.connections.map(boxOf)),
          element('div', { class: 'services' }, ...next.services.map(boxOf))),
        element('div', { class: 'side' }, ...(next.provider ? [panelElement(next.provider, boxOf)] : [])),
      )
      mark(chosen)
      if (focused !== undefined) buttons().find((one) => one.dataset['key'] === focused)?.focus({ preventScroll: true })
      arrows()
    },
  }
}

function panelElement(panel: Panel, boxOf: (box: Box) => HTMLElement): HTMLElement {
  const at = (zone: string): number => panel.zones.findIndex((one) => one.id === zone) + 1
  const columns = panel.columns.flatMap((column, index) => columnElements(column, index + 1, panel, at, boxOf))
  const bands = panel.zones.map(({ id }) => element('div', { class: 'band', '--zone': at(id) }))
  return element('section', { class: `panel ${panel.side}`, 'aria-label': panel.title },
    element('h3', {}, panel.title, ' ', element('span', { class: 'name' }, panel.name)),
    element('div', { class: 'grid', '--columns': panel.columns.length, '--zones': panel.zones.length || 1 }, ...bands, ...columns),
  )
}

function columnElements(
  { frame, boxes = [], cells = new Map(), label }: Column, index: number, { zones }: Panel, at: (zone: string) => number,
  boxOf: (box: Box) => HTMLElement,
): HTMLElement[] {
  const inZones = zones.filter(({ id }) => label || cells.has(id)).map(({ id, blocks }) => {
    const name = element('p', { class: 'zone' }, id, ...blocks.map((block) => element('span', { class: 'name' }, block)))
    const place = { class: label ? 'cell labelled' : 'cell', '--zone': at(id), '--column': index }
    return element('div', place, ...(label ? [name] : []), ...(cells.get(id) ?? []).map(boxOf))
  })
  if (frame) {
    const head = element('div', { class: 'head' }, boxOf(frame))
    return [element('div', { class: `frame ${frame.tone}`, '--column': index }, head, ...inZones)]
  }
  const regional = element('div', { class: 'regional', '--column': index }, ...boxes.map(boxOf))
  return boxes.length > 0 ? [...inZones, regional] : inZones
}

function boxElement(box: Box, changed: boolean, choose: () => void): HTMLElement {
  const parts = [
    element('span', { class: 'title' }, box.title),
    ...(box.name ? [element('span', { class: 'name', title: box.name }, box.name)] : []),
    ...(box.status ? [element('span', { class: 'status' }, box.status)] : []),
  ]
  const attributes = { class: `box ${box.kind} ${box.tone}${changed ? ' changed' : ''}`, 'data-key': box.key }
  if (box.subject === undefined) return element('p', attributes, ...parts)
  const button = element('button', { type: 'button', ...attributes, 'aria-pressed': 'false' }, ...parts)
  button.addEventListener('click', choose)
  return button
}
