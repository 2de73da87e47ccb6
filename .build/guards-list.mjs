// Each guard: what it is, the patch that takes it out of its source, and the test that must fail then.
const converge = 'src/run/converge.ts'
const lock = 'src/run/lock-file.ts'
const journal = 'src/run/journal-file.ts'
const cloud = 'src/cloud/cloud.ts'
const tests = { converge: 'test/run/converge.test.ts', lock: 'test/run/lock-file.test.ts', journal: 'test/run/journal-file.test.ts', cloud: 'test/cloud/cloud.test.ts', own: 'test/reliability/guarded.test.ts' }

export const guards = [
  {
    name: 'the journal: a creating call is on disk before it is sent',
    source: converge, from: 'if (fresh) await journal.begin(entry)', to: '',
    file: tests.converge, test: 'holds the call before it is sent, and nothing once its resource is ready',
  },
  {
    name: 'the journal: an unanswered call goes out again with its own token and parameters',
    source: converge, from: 'const fresh = stored === undefined ||', to: 'const fresh = true || stored === undefined ||',
    file: tests.converge, test: 'lets the next run send an unanswered call again',
  },
  {
    name: 'the journal: a stored token is trusted for an hour only',
    source: converge, from: ' || Date.now() - stored.at > REPLAY_MS', to: '',
    file: tests.converge, test: 'is not trusted after an hour',
  },
  {
    name: 'the journal: a call about what was made anew since is not sent again',
    source: converge, from: ' || !onSameGround(stored.request, request, got)', to: '',
    file: tests.converge, test: 'is not asked about a resource of an earlier step that was made anew since',
  },
  {
    name: 'the journal: a token whose resource stays away is dropped',
    source: converge, from: 'if (this.#id !== undefined) await this.#run.journal.end(this.#step.id)\n    this.#id = undefined', to: 'this.#id = undefined',
    file: tests.converge, test: 'is dropped when the ID that its token brings stays away',
  },
  {
    name: 'the journal: a call without an answer stays in it',
    source: converge, from: 'if (lost) return this.#lost(error, create.action)', to: 'if (lost) return journal.end(this.#step.id).then(() => this.#lost(error, create.action))',
    file: tests.converge, test: 'keeps a call whose answer never came',
  },
  {
    name: 'the journal: a refused call is taken out',
    source: converge, from: 'if (isCloudError(error) && !wait) await journal.end(this.#step.id)', to: '',
    file: tests.converge, test: 'forgets a call that was definitely refused',
  },
  {
    name: 'the journal: nobody else may read it',
    source: journal, from: "openSync(next, 'w', 0o600)", to: "openSync(next, 'w', 0o644)",
    file: tests.journal, test: 'and only for its owner',
  },
  {
    name: 'the journal: that of another stack is not ours',
    source: journal, from: 'file.stack === stack && ', to: '',
    file: tests.journal, test: 'of another stack',
  },
  {
    name: 'the lock: one run at a time',
    source: lock, from: 'while (!taken()) {', to: 'while (!taken() && false) {',
    file: tests.lock, test: 'held by a run that lives ends another at once',
  },
  {
    name: 'the lock: that of a dead process is none',
    source: lock, from: 'return holder !== undefined && isAlive(holder) ? holder : undefined', to: 'return holder',
    file: tests.lock, test: 'of a process that is gone',
  },
  {
    name: 'the lock: one from before a reboot is none',
    source: 'src/run/process-identity.ts', from: 'now.boot === boot && ', to: '',
    file: tests.lock, test: 'from before a reboot',
  },
  {
    name: 'the lock: that of somebody else is not given back',
    source: lock, from: 'if (holderOf(path)?.nonce === me.nonce) rmSync', to: 'rmSync',
    file: tests.lock, test: 'of somebody else is not given back by mistake',
  },
  {
    name: 'a lost answer: what it may have made is looked for first',
    source: converge, from: 'this.#adopt(await this.#step.locate(this.#ctx, this.#run.got))\n    if (this.#id !== undefined) this.#wrote', to: 'if (this.#id !== undefined) this.#wrote',
    file: tests.converge, test: 'looks for what a lost answer may have made before it asks again',
  },
  {
    name: 'a lost answer: a change is not repeated before it is read',
    source: cloud, from: "(reading && kind === 'unknown')", to: "kind === 'unknown'",
    file: tests.cloud, test: 'is not repeated by itself when it changes something and nobody knows whether it did',
  },
  {
    name: 'a lost answer: a command on instances keeps its token',
    source: 'src/steps/probe/command.ts', from: "await cloud.ecs('RunCommand', command)", to: "await cloud.ecs('RunCommand', { ...command, clientToken: randomUUID() })",
    file: tests.own, test: 'whose answer is lost is sent again with its ClientToken',
  },
  {
    name: 'tokens: a change that is asked again keeps its token',
    source: converge, from: '(this.#tokens.get(key) ?? randomUUID())', to: 'randomUUID()',
    file: tests.own, test: 'that is asked again keeps its token',
  },
  {
    name: 'tokens: a removal that is asked again gets a new one',
    source: converge, from: "change.kind === 'remove' ? randomUUID() : (", to: '(',
    file: tests.converge, test: 'takes a new token for each try, since a stored refusal would come back',
  },
  {
    name: 'tokens: a throttled removal gets a new one as well',
    source: cloud, from: 'attempt > 1 && FRESH_TOKEN.test(action) && ', to: 'false && ',
    file: tests.cloud, test: 'gets a new ClientToken for each try when it removes something',
  },
  {
    name: 'lag: what was just made is waited for',
    source: converge, from: 'if (this.#id !== undefined && (justMade || ', to: 'if (this.#id !== undefined && (',
    file: tests.converge, test: 'waits a while for what it made and the cloud does not show yet',
  },
  {
    name: 'lag: a removal looks again for what no list shows yet',
    source: 'src/run/survey.ts', from: 'if (unanswered.length === 0 || ', to: 'if (unanswered.length >= 0 || ',
    file: tests.own, test: 'looks again for what a call without an answer may have made',
  },
  {
    name: 'doubles: two with the tags of one stack are refused',
    source: 'src/run/doubles.ts', from: 'if (found.length < 2) return', to: 'if (found.length < 99) return',
    file: tests.converge, test: 'refuses two with the tags of one stack, and names both',
  },
  {
    name: 'doubles: what was made is looked up in the list before it counts',
    source: converge, from: 'if (!(await this.#isListed()))', to: 'if (false)',
    file: tests.own, test: 'see each other as soon as the list shows what each made',
  },
  {
    name: 'doubles: a refused second one is looked for',
    source: converge, from: "|| (isCloudError(error, 'conflict') && (this.#conflicts += 1) <= MOST_CONFLICTS)", to: '',
    file: tests.own, test: 'find what the other one made a moment ago',
  },
  {
    name: 'removal: what is gone already is done',
    source: converge, from: "if (kind === 'absent' && change.kind === 'remove') {", to: "if (kind === 'absent' && change.kind === 'remove') {\n      throw error",
    file: tests.converge, test: 'that somebody else removed meanwhile is done',
  },
  {
    name: 'retries: throttling that comes as HTTP 400 is known by its code',
    source: 'src/cloud/codes.ts', from: "'*Throttling*', ", to: '',
    file: tests.cloud, test: 'goes out again when it was throttled',
  },
  {
    name: 'retries: they end',
    source: 'src/cloud/patience.ts', from: 'MOST_TRIES = 12', to: 'MOST_TRIES = 40',
    file: tests.cloud, test: 'gives up after its tries, with the codes of all of them',
  },
  {
    name: 'time: no call begins once the run is interrupted',
    source: cloud, from: 'signal.throwIfAborted()', to: '',
    file: tests.cloud, test: 'is not sent any more once the run is interrupted',
  },
  {
    name: 'lag: what a call needs is given time to appear, counted from its first refusal',
    source: converge, from: 'this.#absentSince ??= this.#run.clock.now()', to: 'this.#absentSince = 0',
    file: tests.own, test: 'waits for what it needs and the cloud does not know yet',
  },
]
