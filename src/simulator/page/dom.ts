export type Attributes = Record<string, string | number | boolean | undefined>

/**
 * Makes an element. Text goes in as text alone: names come from whoever calls the cloud.
 * @param attributes `--name` sets a property of the style, `false` and undefined leave an attribute out
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('--')) made.style.setProperty(name, String(value))
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...children)
  return made
}

/** The element of the page's own that a selector names; of a kind where more than any element's members are used. */
export function find(selector: string): HTMLElement
export function find<T extends HTMLElement>(selector: string, kind: new () => T): T
export function find(selector: string, kind: new () => HTMLElement = HTMLElement): HTMLElement {
  const found = document.querySelector(selector)
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`)
  return found
}
