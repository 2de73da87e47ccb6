import type { Arrow } from './boxes.ts'

const SVG = 'http://www.w3.org/2000/svg'
const GAP = 5

/**
 * Draws arrows between boxes that stand in a place already: from side to side, or down where one stands below the other. The
 * style says which way the drawing runs (`--flow`).
 */
export function drawArrows(place: HTMLElement, arrows: readonly Arrow[]): void {
  place.querySelector(':scope > svg')?.remove()
  const origin = place.getBoundingClientRect()
  const elements = [...place.querySelectorAll<HTMLElement>('[data-key]')]
  const boxes = new Map(elements.map((one) => [one.dataset['key'] ?? '', one.getBoundingClientRect()]))
  const across = getComputedStyle(place).getPropertyValue('--flow').trim() === 'across'
  const svg = make('svg', { 'aria-hidden': 'true', width: place.scrollWidth, height: place.scrollHeight })
  for (const { from, to, tone } of arrows) {
    const [a, b] = [boxes.get(from), boxes.get(to)]
    if (!a || !b) continue
    const x = -origin.left + place.scrollLeft
    const y = -origin.top + place.scrollTop
    const beside = across && b.left >= a.right
    const [fromX, fromY, toX, toY] = beside
      ? [a.right + x, middle(a.top, a.bottom) + y, b.left + x - GAP, middle(b.top, b.bottom) + y]
      : [middle(a.left, a.right) + x, a.bottom + y, middle(b.left, b.right) + x, b.top + y - GAP]
    const bend = beside ? (toX - fromX) / 2 : (toY - fromY) / 2
    const d = beside
      ? `M${fromX} ${fromY}C${fromX + bend} ${fromY} ${toX - bend} ${toY} ${toX} ${toY}`
      : `M${fromX} ${fromY}C${fromX} ${fromY + bend} ${toX} ${toY - bend} ${toX} ${toY}`
    const head = beside ? tip(toX, toY, 1, 0) : tip(toX, toY, 0, 1)
    svg.append(make('path', { class: `way ${tone}`, d }), make('path', { class: `tip ${tone}`, d: head }))
  }
  place.append(svg)
}

/** The head of an arrow that points along (dx, dy). */
function tip(x: number, y: number, dx: number, dy: number): string {
  const at = (along: number, across: number): string => `${x + along * dx + across * dy} ${y + along * dy + across * dx}`
  return `M${at(4, 0)}L${at(-3, 3.5)}L${at(-3, -3.5)}Z`
}

function middle(from: number, to: number): number {
  return (from + to) / 2
}

function make(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}
