import { fileSchema } from '../config/schema.ts'
import { text } from '../messages/index.ts'

/** Where servers are thought to serve, and the load balancer listens, until somebody says otherwise. */
export const USUAL_PORT = 80

const { stack, listener } = fileSchema.shape

/** What is wrong with the name of a stack, by the config's own rule. */
export const stackMistake = (value: string): string | undefined => (stack.safeParse(value).success ? undefined : text.badStack)

/** What is wrong with a port as it was typed, by the config's own rule. */
export const portMistake = (value: string): string | undefined =>
  (/^\d{1,5}$/.test(value) && listener.shape.port.safeParse(Number(value)).success ? undefined : text.badListenerPort)
