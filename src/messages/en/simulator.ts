/** English: what keeps the embedded cloud from starting. */
export const simulator = {
  problems: {
    missing: 'there is no such file',
    forbidden: 'the file may not be read',
    directory: 'this is a directory; a file is wanted',
    unreadable: 'the file cannot be read',
    large: 'the file is larger than any world',
    encoding: 'the file is no UTF-8 text',
    syntax: 'this is no JSON',
    wrong: 'the file has mistakes',
    torn: 'this is no whole world file; it was left as it is',
    version: 'this is no world file of this version; it was left as it is',
    gone: 'the world file is gone',
    unwritable: 'it cannot be written',
    busy: 'another process has held its lock for too long',
  },
  unusable: (what: string, why: string, mistakes: readonly string[]) => `${what}: ${why}${mistakes.map((mistake) => `\n${mistake}`).join('')}`,
  /** Of a policy that the file itself is not wrong of. */
  policyMisplaced: (why: string) => `--policy: ${why}`,
  noBelief: (name: string) => `--belief ${name}: there is no such belief`,
  noReading: (name: string, value: string) => `--belief ${name}=${value}: this belief has no such value`,
  checkPath: (option: string | undefined) => `Check the path${option === undefined ? '' : ` that ${option} gives`}.`,
  checkPermissions: 'Check the permissions of the file.',
  saveAsText: 'Save the file as UTF-8.',
  mend: {
    world: 'Mend what is listed; docs/world.example.yaml has every key of a world file.',
    faults: 'Mend what is listed; docs/simulator.md (Faults) tells what a rule holds.',
    policy: 'Mend what is listed; `alb-privatelink policy` prints policies of the right form.',
  },
  stateHint: (option: string | undefined) => `Move the file away to begin with a new world, or keep the world elsewhere with ${option ?? 'ALB_PRIVATELINK_STATE_DIR'}.`,
  roomHint: (option: string | undefined) => `Check the permissions of the folder and the room on its disk, or keep the world elsewhere with ${option ?? 'ALB_PRIVATELINK_STATE_DIR'}.`,
  busyHint: 'Run it again. If it stays, look which other process serves this world.',
}
