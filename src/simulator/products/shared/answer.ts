/** Names of the SDK's own members, which are not the wire's. */
type Own = 'requestId' | 'copyWithoutStream' | 'toMap' | 'validate'

/**
 * What an action of Ecs or Vpc answers, made of the SDK package's type of that answer: the wire's names begin with a capital where
 * the SDK's do not, and everything may be left out. `import type` the SDK's; the conformance test compares what really goes out.
 */
export type AnswerOf<T> =
  T extends readonly (infer U)[] ? AnswerOf<U>[]
  : T extends object ? { [K in keyof T as string extends K ? never : K extends Own ? never : K extends string ? Capitalize<K> : never]?: AnswerOf<Exclude<T[K], undefined>> }
  : T
