/** A command on one instance. The guest is asked when somebody first looks, and the answer kept. */
export interface InvocationResult {
  InstanceId: string
  /** When the command reaches (or would reach) the instance. */
  startedAt: number
  /** Looks so far (the clock's mode "reads"). */
  reads?: number
  /** Set once the guest has run. */
  outcome?: { InvocationStatus: string; ExitCode: number; Output: string; Dropped: number; ErrorCode: string; ErrorInfo: string; finishedAt: number }
  stoppedAt?: number
}

export interface Invocation {
  id: string
  CommandId: string
  region: string
  account: string
  createdAt: number
  Name: string
  Type: string
  CommandContent: string
  Timeout: number
  Username: string
  WorkingDir: string
  RepeatMode: string
  Description?: string
  Parameters?: Record<string, string>
  Frequency?: string
  TerminationMode?: string
  ResourceGroupId?: string
  tags: Record<string, string>
  results: InvocationResult[]
}
