/** English: the help of each command and option, the short usages, and the topics of `help`. */
export const help = {
  description: 'Reach an ALB in another VPC of Alibaba Cloud over PrivateLink: the documented seven steps as one command.',
  examples: [
    ['alb-privatelink up -c config.yaml --simulate', 'the whole job on the embedded cloud, at no cost'],
    ['alb-privatelink up -c config.yaml', 'the same on Alibaba Cloud'],
  ],
  examplesTitle: 'Examples:',
  /** Of the parser of arguments, by its own words. */
  headings: { 'Usage:': 'Usage:', 'Arguments:': 'Arguments:', 'Options:': 'Options:', 'Commands:': 'Commands:' },
  defaultValue: (value: string) => ` (default: ${value})`,
  more: 'Help on a command: alb-privatelink help <command>. Topics: exit-codes, environment, config, events.',
  groups: { stack: 'The stack:', other: 'Beside it:', target: 'Where:', run: 'How:', output: 'Output:', own: 'Options:' },
  commands: {
    plan: 'show what up would do, field by field; changes nothing',
    up: 'check, then build the seven steps; run it again to go on or to verify',
    accept: 'accept pending connections of an endpoint service; needs no config',
    test: 'test the connectivity of the stack from its consumer',
    down: 'remove what is there of the stack, backwards',
    status: 'show the stack at a glance; changes nothing',
    doctor: 'check the config, the credentials and the cloud before anything is made; changes nothing',
    init: 'ask what the stack is made of, and write its config; changes nothing in the cloud',
    policy: 'print a RAM policy with the least permissions of each command',
    explain: 'tell why a code, a check, a layer or an exit code comes, and what mends it',
    simulate: 'run the embedded cloud in the foreground',
    completion: 'print the script that has a shell complete this command at TAB',
    help: 'show the help of a command or a topic',
  },
  commandExamples: {
    plan: ['alb-privatelink plan -c config.yaml --simulate', 'alb-privatelink plan -c config.yaml --exit-code --json'],
    up: ['alb-privatelink up -c config.yaml --simulate', 'alb-privatelink up -c config.yaml --stop-after endpoint-service'],
    accept: ['alb-privatelink accept epsrv-… --all', 'alb-privatelink accept epsrv-… --endpoint ep-… --simulate'],
    test: ['alb-privatelink test -c config.yaml', 'alb-privatelink test -c config.yaml --print'],
    down: ['alb-privatelink down -c config.yaml', 'alb-privatelink down -c config.yaml --simulate --yes'],
    status: ['alb-privatelink status -c config.yaml', 'alb-privatelink status -c config.yaml --watch --timeout 15m'],
    doctor: ['alb-privatelink doctor -c config.yaml', 'alb-privatelink doctor -c config.yaml --deep --json'],
    init: ['alb-privatelink init', 'alb-privatelink init --simulate --yes'],
    policy: ['alb-privatelink policy -c config.yaml', 'alb-privatelink policy --for up --for down'],
    explain: ['alb-privatelink explain QuotaExceeded.LoadBalancersNum', 'alb-privatelink explain 8'],
    simulate: ['alb-privatelink simulate', 'alb-privatelink simulate --port 0 --state memory --json'],
    completion: ['eval "$(alb-privatelink completion bash)"', 'alb-privatelink completion fish > ~/.config/fish/completions/alb-privatelink.fish'],
  },
  usages: {
    plan: 'alb-privatelink plan [-c FILE] [--simulate] [--exit-code] [--deep] [--stop-after STEP] [--replace STEP] [options]',
    up: 'alb-privatelink up [-c FILE] [--simulate] [--stop-after STEP] [options]',
    accept: 'alb-privatelink accept <service-id> [--endpoint ID]... [--all] [options]',
    test: 'alb-privatelink test [-c FILE] [--simulate] [--print | --local] [--instance ID]... [--zone ID]... [options]',
    down: 'alb-privatelink down [-c FILE] [--simulate] [--yes] [--force] [options]',
    status: 'alb-privatelink status [-c FILE] [--simulate] [--watch] [--diagram mermaid] [options]',
    doctor: 'alb-privatelink doctor [-c FILE] [--simulate] [--deep] [options]',
    init: 'alb-privatelink init [-o FILE] [--simulate] [--yes] [--provider-vpc ID] [--consumer-vpc ID] [--server ID[:PORT]]... [options]',
    policy: 'alb-privatelink policy [--for COMMAND]... [-c FILE] [--side SIDE]',
    explain: 'alb-privatelink explain [code] [options]',
    simulate: 'alb-privatelink simulate [--port N] [--state FILE|memory] [options]',
    completion: 'alb-privatelink completion [bash | zsh | fish | powershell]',
    help: 'alb-privatelink help [command | exit-codes | environment | config | events]',
    root: 'alb-privatelink <command> [options]',
  },
  arguments: { serviceId: 'ID of the endpoint service, epsrv-…', shell: 'bash, zsh, fish or powershell; none: the one of the environment',
    code: "the cloud's code or one of ours, the name of a check, a layer, or an exit code; none lists all", topic: 'a command, exit-codes, environment, config or events' },
  options: {
    config: 'the config; - reads standard input',
    simulate: 'use the embedded cloud: no account, no cost',
    speed: 'world seconds for each real one (with --simulate)',
    endpointUrl: 'send the calls of every product to this address',
    region: 'the region, instead of the config\'s',
    profile: 'a profile of the Alibaba Cloud CLI or credentials file',
    pace: 'a faster clock for waits, back-off and budgets',
    timeout: 'bound the whole run: 90s, 15m, 1h',
    wait: 'do not wait for another run that holds the stack',
    skipCheck: 'leave a check out (repeatable)',
    yes: 'ask nothing',
    json: 'one event a line on standard output',
    quiet: 'only failures and the result',
    verbose: 'also what went well, each call with status, time and RequestId, and the traces of faults',
    color: 'no colours',
    language: 'the language: en or zh (default: of LC_ALL, LC_MESSAGES or LANG)',
    stopAfter: 'stop when this step is done',
    replace: 'make the resource of this step anew, where it cannot be changed in place (repeatable); interrupts the service',
    adopt: 'take over what this step would make, where it exists and belongs to no stack (repeatable); shows it and asks first',
    dryRun: 'only show what would be done; changes nothing',
    planExitCode: 'exit with 10 where there is something to do',
    deep: 'have the cloud judge what is due to be created (DryRun)',
    watch: 'look again until nothing changes any more',
    print: 'print the commands to paste on each instance; runs nothing on them',
    local: 'ask from this machine, itself an instance of the consumer; no command of Cloud Assistant',
    outputs: 'with --local: the JSON of up or status (- reads standard input), so that no credentials are needed',
    proxy: 'with --local: ask through this HTTP proxy',
    testInstance: 'only this instance of the test (repeatable); with --local the one that this machine is',
    testZone: 'only what is asked in this zone (repeatable); with --local the zone to ask',
    diagram: 'print a drawing alone, as a flowchart for mermaid',
    doctorDeep: 'also have the cloud judge the creates (DryRun), and ask each server by a harmless command on it (RunCommand)',
    initOutput: 'the config to write; - is standard output',
    initForce: 'write over a file that is there',
    initYes: 'ask nothing: what no option says is chosen where there is one sensible choice',
    stack: 'name of the stack (web)',
    providerVpc: 'VPC of the load balancer and the servers',
    consumerVpc: 'VPC of the endpoint',
    consumerProfile: 'profile of the consumer, where it is of another account',
    initZone: 'zone of the load balancer (repeatable)',
    vswitch: 'vSwitch to take where a zone has several, of either VPC (repeatable)',
    server: 'instance that serves, with its port where that is not 80 (repeatable)',
    listenerPort: 'port of the load balancer (80)',
    testFrom: 'instance of the consumer that tests the connection (repeatable)',
    noTest: 'no test',
    securityGroup: 'security group of the endpoint (repeatable)',
    endpoint: 'accept this endpoint (repeatable)',
    all: 'accept every pending endpoint',
    force: 'also remove what is protected against deletion',
    port: 'the port on 127.0.0.1; 0 picks a free one',
    world: 'a YAML world to begin with',
    state: 'where the world is kept: a file, or memory',
    simulateSpeed: 'world seconds for each real one',
    faults: 'a JSON file of fault rules',
    belief: 'a reading of what nobody has seen, name=value (repeatable)',
    policy: 'a JSON file with a RAM policy that an account\'s key is under; without a name the first account\'s (repeatable)',
    policyFor: 'up, test, accept, down, plan, status, doctor or init (repeatable; default: all but the last two)',
    policyConfig: 'bind ecs:RunCommand to the instances of this config; one policy for each account where its profiles differ',
    policySide: 'only what the account of one side calls: provider or consumer',
    strict: 'refuse parameters that an action does not list',
    help: 'show this help',
    version: 'show the version',
  },
  completion: `For every session to come:
  bash        echo 'eval "$(alb-privatelink completion bash)"' >> ~/.bashrc
  zsh         echo 'source <(alb-privatelink completion zsh)' >> ~/.zshrc
              (below the line with compinit)
  fish        alb-privatelink completion fish > ~/.config/fish/completions/alb-privatelink.fish
  powershell  Add-Content $PROFILE 'alb-privatelink completion powershell | Out-String | Invoke-Expression'
`,
  topics: {
    'exit-codes': `Exit codes:
  0    done
  1    a step failed, or the cloud refused a call
  2    bad usage or config; nothing was changed
  3    a check failed; nothing was created
  4    credentials or permission
  5    the connectivity test failed (also when only step 7 of up did)
  6    another run holds the stack (--no-wait, or time ran out)
  8    timed out, may still finish
  10   plan --exit-code: there is something to do
  130  interrupted
  143  terminated, or its terminal was closed
`,
    environment: `Environment:
  ALIBABA_CLOUD_PROFILE          the profile, where --profile is not given
  ALIBABA_CLOUD_REGION_ID        the region, where --region is not given
  ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, ALIBABA_CLOUD_SECURITY_TOKEN
                                 credentials, first in the default chain
  ALB_PRIVATELINK_ENDPOINT_URL   stands for --endpoint-url
  ALB_PRIVATELINK_STATE_DIR      journal, locks, durations and the world of --simulate
                                 (else $XDG_STATE_HOME/alb-privatelink,
                                 else ~/.local/state/alb-privatelink)
  ALB_PRIVATELINK_SIM_ACCESS_KEY_ID, ALB_PRIVATELINK_SIM_ACCESS_KEY_SECRET
                                 the key of the embedded cloud's first account, instead
                                 of a made-up one
  LC_ALL, LC_MESSAGES, LANG      the language, where --lang is not given: Chinese for zh…
                                 in UTF-8, else English; the first that is not empty
  LC_ALL, LC_CTYPE, LANG         signs of ASCII alone, where the first that is not empty
                                 names another character set than UTF-8
  SHELL                          the shell of completion, where none is named
  NO_COLOR, FORCE_COLOR, TERM=dumb, CI
                                 colours and the spinner
  HTTPS_PROXY, NO_PROXY          a proxy for the calls to the cloud
`,
  },
}
