import { text } from '../messages/whole.ts'
import { type Check, fail, type Finding, list, opened, orOk } from './check.ts'

/**
 * Can commands be run on the test instances? Ecs DescribeCloudAssistantStatus answers the text `true` for an agent that was
 * heard of within two minutes. Instances that are missing or do not run are the business of `test-instances`.
 */
export const cloudAssistant: Check = {
  name: 'cloud-assistant',
  steps: ['connectivity'],
  applies: (config) => config.consumer.test !== undefined,
  needs: ['testInstances', 'cloudAssistant'],
  judge({ consumer }, { instances, cloudAssistant }) {
    const { values, missing } = opened(instances.consumer, cloudAssistant)
    if (missing) return missing
    const [all, agents] = values
    const running = (consumer.test?.from ?? []).filter(({ instanceId }) =>
      all.some((one) => one.instanceId === instanceId && one.status === 'Running'),
    )
    if (running.length === 0) return []
    return orOk(
      running.flatMap(({ instanceId }): Finding[] => {
        const agent = agents.find((one) => one.instanceId === instanceId)
        if (agent?.cloudAssistantStatus.toLowerCase() === 'true') return []
        return agent?.cloudAssistantVersion
          ? [
              fail(
                text.check.assistantSilent(instanceId),
                text.check.restartAgent,
              ),
            ]
          : [
              fail(
                text.check.noAssistant(instanceId),
                text.check.installAgent,
              ),
            ]
      }),
      text.check.assistantAnswers(list(running.map((one) => one.instanceId))),
    )
  },
}
