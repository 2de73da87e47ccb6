import type { Program } from '../shell/program.ts'
import { curl } from './curl.ts'
import { DNS } from './dns.ts'
import { PATTERNS } from './grep-sed.ts'
import { sh } from './sh.ts'
import { SYSTEM } from './system.ts'
import { TEXT } from './text.ts'
import { wget } from './wget.ts'

/** Every program that a Linux guest has; there is no other way out of a script. */
export const PROGRAMS: Readonly<Record<string,
  Program>> = { ...TEXT, ...PATTERNS, ...SYSTEM, ...DNS, curl, wget, sh, bash: sh, dash: sh }
