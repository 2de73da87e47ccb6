import { describe, expect, test } from 'vitest'
import { answer, unexpected } from '../../../src/steps/probe/answers.ts'
import type { Line } from '../../../src/steps/probe/lines.ts'

const line = (sample: string, more: Partial<Line> = {}): Line => ({ via: 'zone-domain', status: 200, ms: 1, size: Buffer.byteLength(sample), sample, ...more })

describe('who answered', () => {
  test('is told by the page when the config names pages', () => {
    expect(answer(line('<h1>This is B</h1>'), { status: [200], pages: [{ name: 'A', text: 'This is A' }, { name: 'B', text: 'This is B' }] })).toEqual({ name: 'B', ok: true })
  })

  test('is an unexpected answer when no named page fits', () => {
    expect(answer(line('<title>Default</title>'), { status: [200], pages: [{ name: 'A', text: 'This is A' }] })).toEqual({ name: 'Default', ok: false })
  })

  test('is known from the beginning of a page that was cut', () => {
    const text = `begin${'x'.repeat(100)}`
    expect(answer(line('beginxx', { size: 105 }), { status: [200], pages: [{ name: 'A', text }] })).toEqual({ name: 'A', ok: true })
    expect(answer(line('beginxx', { size: 7 }), { status: [200], pages: [{ name: 'A', text }] })?.ok).toBe(false)
  })

  test('is told by the title, else by the first words, when the config names none', () => {
    expect(answer(line('<title> My  page </title>'), { status: [200] })).toEqual({ name: 'My page', ok: true })
    expect(answer(line('<p>Hello</p> there'), { status: [200] })).toEqual({ name: 'Hello there', ok: true })
    expect(answer(line(''), { status: [200] })).toEqual({ name: '(empty page)', ok: true })
  })

  test('counts only with an expected status', () => {
    expect(answer(line('x', { status: 503 }), { status: [200, 301] })).toEqual({ name: 'HTTP 503', ok: false })
    expect(answer(line('x', { status: 301 }), { status: [200, 301] })?.ok).toBe(true)
  })

  test('is nobody when the request failed', () => {
    expect(answer(line('', { failing: 'dns' }), { status: [200] })).toBeUndefined()
  })
})

describe('an answer that was not expected', () => {
  test('is told with what came and the status that should have', () => {
    expect(unexpected(line('<title>Not\u001b[31m Found</title>', { status: 404 }), { status: [200, 301], pages: [{ name: 'A', text: 'a' }] })).toBe('an answer, but not an expected one: HTTP 404, "Not [31m Found" (expected: HTTP 200 / 301)')
  })

  test('is told with whose pages it could have been where its status fits', () => {
    expect(unexpected(line(''), { status: [200], pages: [{ name: 'A', text: 'a' }, { name: 'B', text: 'b' }] })).toBe('an answer, but not an expected one: HTTP 200, "(empty page)" (expected: a page of A or B)')
  })
})
