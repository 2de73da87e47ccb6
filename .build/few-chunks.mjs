import { readFile } from 'node:fs/promises'

/**
 * The bundler cuts what is shared by who shares it, into as many files as there are combinations, and each file costs a start some
 * tenths of a millisecond. What is loaded one after the other anyway is brought together: to the bundler, a module that is imported
 * later imports what is there before it too.
 */
const STACK = 'commands/(doctor|down|plan|status|test|up)|run/up|checks/run-checks'
const FRAMED = `${STACK}|commands/(accept|config-first|init|prompts|simulate|simulator-failure)`
const SMALL = 'commands/(explain|policy)|render/(config-topic|events-topic|wide-help)'
const BEFORE = [
  { loaded: 'program.ts', later: `${FRAMED}|${SMALL}|commands/(completion|small-frame)|messages/zh(/topics)?` },
  { loaded: 'commands/small-frame.ts', later: `${FRAMED}|${SMALL}|commands/frame` },
  { loaded: 'commands/frame.ts', later: FRAMED },
  { loaded: 'commands/config-first.ts', later: STACK },
  { loaded: 'commands/stdin-of.ts', later: 'commands/small-frame' },
  { loaded: 'commands/state-dir.ts', later: 'commands/frame' },
  { loaded: 'simulator/index.ts', later: 'simulator/(control|fault-rules|world-file|page-files|network/proxy|network/guest/(powershell|shell)/(run|batch))' },
].map(({ loaded, later }) => ({ loaded, later: new RegExp(`/src/(${later})\\.ts$`) }))

/**
 * @param {string} root the folder of the project
 * @returns {import('esbuild').Plugin}
 */
export const fewChunks = (root) => ({
  name: 'few-chunks',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/](commands|run|checks|render|messages|simulator)[\\/].*\.ts$/ }, async ({ path }) => {
      const before = BEFORE.filter(({ later }) => later.test(path.replaceAll('\\', '/'))).map(({ loaded }) => `import ${JSON.stringify(`${root}/src/${loaded}`)}\n`)
      return before.length === 0 ? undefined : { contents: before.join('') + await readFile(path, 'utf8'), loader: 'ts' }
    })
  },
})
