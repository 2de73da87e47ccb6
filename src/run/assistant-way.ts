import type { Cloud } from '../cloud/cloud.ts'
import type { TestWay } from '../steps/07-connectivity.ts'
import type { EndpointSeen } from '../steps/05-endpoint.ts'
import { askGuests, readGuests, type KnownInstance } from '../steps/probe/ask-guests.ts'
import { planProbes, type ProbePlan } from '../steps/probe/plan.ts'
import { factsReader } from './path-facts.ts'
import { stepFields, type RunContext } from './run-context.ts'

/** The consumer's signer, whose retries are told as this step's. */
const telling = (run: RunContext): Cloud => run.consumer.withHooks({ onRetry: (retry) => run.emit({ type: 'step.retry', ...stepFields(run, 'connectivity'), ...retry }) })

/**
 * What each instance of the config's test is to ask; reads the instances.
 * @param instances those that were read a while ago
 */
export async function plansOfTest(run: RunContext, endpoint: EndpointSeen, instances: readonly KnownInstance[] = []): Promise<ProbePlan[]> {
  const guests = await readGuests(telling(run), run.config.consumer.test!.from.map(({ instanceId }) => instanceId), instances)
  return guests.map((guest) => planProbes(run.config, endpoint, guest))
}

/**
 * The usual way of step 7: the instances of the config ask, each by a command of Cloud Assistant.
 * @param narrow leaves plans out
 * @param instances those that were read a while ago
 */
export async function assistantWay(run: RunContext, endpoint: EndpointSeen, { narrow = (plans) => plans, instances = [] }: { narrow?: (plans: ProbePlan[]) => ProbePlan[]; instances?: readonly KnownInstance[] } = {}): Promise<TestWay> {
  return {
    plans: narrow(await plansOfTest(run, endpoint, instances)),
    ask: (plans) => askGuests(telling(run), run.config.consumer.test!.host, plans),
    factsOf: factsReader(run, endpoint),
  }
}
