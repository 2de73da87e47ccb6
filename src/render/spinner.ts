import type { Ora } from 'ora'
import type { Io } from '../io.ts'
import type { Paint } from './paint.ts'
import { truncate } from './table.ts'

/** One line at the foot of the terminal that moves. Lines written to the same stream meanwhile appear above it. */
export interface Spinner {
  show: (text: string) => void
  hide: () => void
  close: () => void
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const ASCII_FRAMES = ['-', '\\', '|', '/']
/** The frame, a blank, and a column left free, so that no terminal wraps the line. */
const MARGIN = 3

/**
 * A spinner on stderr. ora is loaded on the way, so that it delays no line; until it is there nothing turns.
 * Colour and terminal were decided before: ora does not decide them again.
 */
export function createSpinner(io: Io, paint: Paint): Spinner {
  let turning: Ora | undefined
  let wanted: string | undefined
  let closed = false

  const update = (): void => {
    if (turning === undefined) return
    if (wanted === undefined || closed) {
      if (turning.isSpinning) turning.stop()
      return
    }
    turning.text = truncate(wanted, (io.stderr.columns ?? 80) - MARGIN, paint.text('…'))
    if (!turning.isSpinning) turning.start()
  }

  const load = async (): Promise<void> => {
    const { default: ora } = await import('ora')
    const frames = paint.text('…') === '…' ? FRAMES : ASCII_FRAMES
    turning = ora({
      stream: io.stderr.stream, isEnabled: true, discardStdin: false, color: false,
      spinner: { interval: 80, frames: frames.map((frame) => paint.cyan(frame)) },
    })
    update()
  }
  void load()

  return {
    show: (text) => {
      wanted = text
      update()
    },
    hide: () => {
      wanted = undefined
      update()
    },
    close: () => {
      closed = true
      update()
    },
  }
}
